import { type Day, type DistrictCode, type UnifiedSocialCreditCode, dayAt, nameKey, stableId } from '@shanghai/kernel';
import type { Agency, AgencyType } from '../agency/agency.js';
import type { Application, StoredForm } from '../application/application.js';
import type { FiledItem } from '../item/filed-item.js';
import type { FiledRegister } from '../register-store.js';
import type { Site, SiteApproval, SiteItem } from '../site/site.js';
import { staysOf } from '../site/site-stay-rules.js';
import type { Filing, FilingFacts } from './filing.js';
import { filingAuthorityOf, routeRuleOf } from '../route/route-rules.js';
import { standingOf } from './filing-state-rules.js';
import { validToOf } from './filing-term-rules.js';

/** The id of the filing that an application leads to: one application, one filing. */
export function filingIdOf({ _id }: Pick<Application, '_id'>): string {
  return stableId('filing', _id);
}

/**
 * What is filed (FIL-001, AGY-025): the items that passed with their levels, by the authority of the route, from the day of
 * the act; and the agency with the sites of the form, new or as it was before. Null: no receipt is printed (FIL-003).
 */
export function filingOfApplication(
  application: Application,
  { receiptNo, at, known }: { readonly receiptNo: string | null; readonly at: Date; readonly known: Agency | null },
): FiledRegister {
  const on = dayAt(at);
  const sites = sitesOf(application, on);
  const agency = agencyOf(application, known, sites);
  const { route, form } = application;
  const facts = factsOn(routeRuleOf(route).agencyType, on);
  const filing: Filing = {
    _id: filingIdOf(application),
    agencyId: agency._id,
    authority: filingAuthorityOf(route, form.registrationDistrict as DistrictCode | null),
    ...(receiptNo !== null && { receiptNo }),
    facts,
    standing: standingOf(facts),
    synthetic: application.synthetic,
    applicationId: application._id,
    version: 1,
  };
  return {
    ...{ agency, filing, filedItems: itemsOf(application, agency, filing), sites },
    supportedBy: supportersOf(application),
  };
}

/** Whose field it is, as far as anybody has said so: who recommended it or consented. */
function supportersOf({ recommendations, consents }: Application): readonly string[] {
  const named = [...recommendations, ...consents].flatMap(({ authority }) => authority ?? []);
  return [...new Set(named)].sort();
}

function factsOn(type: AgencyType, on: Day): FilingFacts {
  const period = { from: on, to: validToOf(type, on), renewal: null };
  return { type, listedOn: null, periods: [period], suspensions: [], termination: null };
}

function agencyOf(
  { applicantId, form, route, synthetic }: Application,
  known: Agency | null,
  sites: readonly Site[],
): Agency {
  return {
    ...(known ?? {
      _id: applicantId,
      name: form.name,
      nameKey: nameKey(form.name),
      type: routeRuleOf(route).agencyType,
      synthetic,
      byAct: true,
      sourceRow: null,
      listNo: null,
      sitesKnown: true,
    }),
    ...registrationOf(form),
    siteStays: [...(known?.siteStays ?? []), ...staysOf(sites)],
  };
}

/** What the form says of the body; the notices say nothing of it. */
function registrationOf(form: StoredForm): Pick<Agency, 'nature' | 'creditCode' | 'registrationDistrict'> {
  return {
    nature: form.nature,
    // Judged at the submission (AGY-001).
    creditCode: form.unifiedSocialCreditCode!.trim() as UnifiedSocialCreditCode,
    registrationDistrict: form.registrationDistrict as DistrictCode | null,
  };
}

function itemsOf({ items }: Application, agency: Agency, filing: Filing): readonly FiledItem[] {
  return items
    .filter(({ status }) => status === 'PASSED')
    .map(({ itemId, source, fullName, code, levels, topGrades, standardKind }) => ({
      _id: stableId('filed-item', filing._id, itemId),
      filingId: filing._id,
      agencyId: agency._id,
      agencyType: filing.facts.type,
      agencyNameKey: agency.nameKey,
      synthetic: filing.synthetic,
      byAct: true,
      fullName,
      nameKey: nameKey(fullName),
      code: code as FiledItem['code'],
      levels,
      ...(topGrades.length > 0 && { topGrades }),
      standardKind,
      itemId: source === 'CATALOGUE' ? itemId : null,
      mappingId: source === 'COMPARISON' ? itemId : null,
      from: filing.standing.from,
      to: null,
      sourceRow: null,
      standing: filing.standing,
      facts: filing.facts,
      siteStays: agency.siteStays,
    }));
}

/** The sites of the form, in use from the day of the filing for the items that passed, as their districts recommended them. */
function sitesOf(application: Application, from: Day): readonly Site[] {
  const { applicantId, _id, form, synthetic } = application;
  return form.sites.map(({ name, address, district, itemNames, hasVideoSurveillance }) => ({
    _id: stableId('site', _id, name),
    agencyId: applicantId,
    name,
    address,
    district: district as DistrictCode,
    from,
    to: null,
    synthetic,
    byAct: true,
    items: siteItemsOf(application, itemNames, from),
    ...(hasVideoSurveillance !== null && { surveillance: [{ on: from, hasVideoSurveillance }] }),
    registeredOn: from,
    recommendation: approvalOf(application, { name, district }),
  }));
}

function siteItemsOf({ items }: Application, itemNames: readonly string[], from: Day): readonly SiteItem[] {
  const named = new Set(itemNames.map(nameKey));
  return items
    .filter(({ status, fullName }) => status === 'PASSED' && named.has(nameKey(fullName)))
    .map(({ source, itemId, fullName }) => ({
      // As `subjectOf` has it of the filed item.
      subject: source === 'OCCUPATION' ? nameKey(fullName) : itemId,
      fullName,
      from,
      to: null,
    }));
}

/** What the application carried: the recommendation of the district, or its consent; null where its route asks for none. */
function approvalOf(
  { siteRecommendations, consents }: Application,
  { name, district }: { readonly name: string; readonly district: string },
): SiteApproval | null {
  const given = [...siteRecommendations, ...consents.filter(({ body }) => body === 'DISTRICT_BUREAU')].find(
    (one) => one.district === district && one.siteNames.includes(name),
  );
  return given ? { district: district as DistrictCode, on: dayAt(given.at) } : null;
}
