import { type DatedRule, type DistrictCode, type Failure, type Finding, judged, nameKey } from '@shanghai/kernel';
import type { ApplicationRoute, Consent, ConsentBody } from '../application/application-route.js';
import type { JudgedForm } from '../application/application.js';
import { type ConsentNeed, routeRuleOf } from './route-rules.js';

/** What consents are given to. */
export type ConsentedForm = Pick<JudgedForm, 'items' | 'sites' | 'registrationDistrict'>;

const labels: Readonly<Record<ConsentBody, string>> = {
  INDUSTRY: '行业主管部门',
  SUPERIOR: '上级主管部门',
  DISTRICT_BUREAU: '区人社部门',
};

/** Whether every consent is there that a route needs (RTE-001, RTE-002, RTE-004): CONSENT_MISSING for each that is not. */
export function judgeConsents(
  form: ConsentedForm,
  { route, consents }: { readonly route: ApplicationRoute; readonly consents: readonly Consent[] },
): readonly Finding[] {
  const { consents: needs } = routeRuleOf(route);
  if (needs.length === 0) return [];
  const failures = needs.flatMap((need) => missingOf(need, form, consents));
  return judged(consentRuleOf(route), failures, '已取得所需同意');
}

/** Whether an application has every consent that it needs: then it is CONSENTED. */
export function isConsented(
  form: ConsentedForm,
  of: { readonly route: ApplicationRoute; readonly consents: readonly Consent[] },
): boolean {
  return judgeConsents(form, of).every(({ verdict }) => verdict === 'PASS');
}

/** 草稿, or 已取得同意 once a route that needs consents has all of them. */
export function consentedStatus(
  form: ConsentedForm,
  of: { readonly route: ApplicationRoute; readonly consents: readonly Consent[] },
): 'DRAFT' | 'CONSENTED' {
  return routeRuleOf(of.route).consents.length > 0 && isConsented(form, of) ? 'CONSENTED' : 'DRAFT';
}

/** What is left of consents when a form takes the place of another: those to items and sites that stay as they were. */
export function keptConsents(
  before: ConsentedForm,
  after: ConsentedForm,
  consents: readonly Consent[],
): readonly Consent[] {
  const same = (list: 'items' | 'sites') => {
    const old = new Set<string>(before[list].map((one) => canonical(one)));
    return new Set(after[list].filter((one) => old.has(canonical(one))).map(nameOf));
  };
  const [items, sites] = [same('items'), same('sites')];
  return consents.map((one) => ({
    ...one,
    itemNames: one.itemNames.filter((name) => items.has(name)),
    siteNames: one.siteNames.filter((name) => sites.has(name)),
  }));
}

/** Who consents, and for which district it speaks; null for the city. */
export interface Consenter {
  readonly body: ConsentBody;
  readonly district: string | null;
}

/**
 * Whether a body may consent to an application as it stands: OUT_OF_DISTRICT where the route asks for another district,
 * ITEM_REQUIRED and SITE_REQUIRED where there is nothing yet to consent to.
 */
export function judgeConsent(
  { body, district }: Consenter,
  { items, sites, registrationDistrict }: ConsentedForm,
  route: ApplicationRoute,
): readonly Finding[] {
  const rule = consentRuleOf(route);
  const needs = routeRuleOf(route).consents.filter(({ of }) => of.includes(body));
  const isHere = ({ where }: ConsentNeed): boolean =>
    where === 'ANYWHERE' ||
    (district !== null &&
      (where === 'REGISTRATION'
        ? district === registrationDistrict
        : sites.some((site) => site.district === district)));
  const checks: readonly (readonly [boolean, Failure])[] = [
    [needs.length === 0, { message: `此类备案不由${labels[body]}同意`, code: 'NOT_AUTHORISED' }],
    [items.length === 0, { message: '尚未填写申报项目', path: ['items'], code: 'ITEM_REQUIRED' }],
    [
      needs.length > 0 && !needs.some(isHere),
      { message: '不在本区', code: 'OUT_OF_DISTRICT', facts: { district, registrationDistrict } },
    ],
  ];
  return judged(
    rule,
    checks.flatMap(([fails, failure]) => (fails ? failure : [])),
    `由${labels[body]}同意`,
  );
}

/** The consent of a body to an application as it stands: for its items, and for the sites in its district. */
export function consentOf(
  { body, district, authority }: Consenter & { readonly authority: string | null },
  { items, sites }: ConsentedForm,
  at: Date,
): Consent {
  return {
    ...{ body, authority, district: district as DistrictCode | null, at },
    itemNames: items.map(({ fullName }) => fullName),
    siteNames: sites.filter((site) => site.district === district).map(({ name }) => name),
  };
}

function missingOf(need: ConsentNeed, form: ConsentedForm, consents: readonly Consent[]): readonly Failure[] {
  const standing = consents.filter(
    ({ body, district }) =>
      need.of.includes(body) && (need.where !== 'REGISTRATION' || district === form.registrationDistrict),
  );
  const facts = { missing: need.of };
  const whose = need.of.map((one) => labels[one]).join('或');
  if (standing.length === 0) return [{ message: `缺少${whose}的同意`, facts }];
  return need.covers === 'SITES' ? openSites(form, standing, facts) : openItems(form, standing, whose, facts);
}

function openItems(
  { items }: ConsentedForm,
  standing: readonly Consent[],
  whose: string,
  facts: Failure['facts'] & object,
): readonly Failure[] {
  const covered = new Set(standing.flatMap(({ itemNames }) => itemNames.map(nameKey)));
  return items.flatMap(({ fullName }, at) =>
    covered.has(nameKey(fullName)) ? [] : [{ message: `该项目未经${whose}同意`, path: ['items', `${at}`], facts }],
  );
}

/** Every site by the bureau of its own district (PR, as AGY-007a). */
function openSites(
  { sites }: ConsentedForm,
  standing: readonly Consent[],
  facts: Failure['facts'] & object,
): readonly Failure[] {
  return sites.flatMap(({ name, district }, at) => {
    const stands = standing.some(
      (one) => one.district === district && one.siteNames.some((named) => nameKey(named) === nameKey(name)),
    );
    return stands ? [] : [{ message: '该考核点未经所在区人社部门同意', path: ['sites', `${at}`], facts }];
  });
}

/** Equal for what says the same, whatever the order of its fields, which the store may change. */
function canonical(one: object): string {
  return JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function nameOf(one: ConsentedForm['items'][number] | ConsentedForm['sites'][number]): string {
  return 'fullName' in one ? one.fullName : one.name;
}

function consentRuleOf(route: ApplicationRoute): DatedRule {
  return { ...routeRuleOf(route), code: 'CONSENT_MISSING' };
}
