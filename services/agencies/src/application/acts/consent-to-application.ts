import { consentOf, consentedStatus, judgeConsent } from '../../route/consent-rules.js';
import type { Consent, ConsentBody } from '../application-route.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { scopeOf } from '../scope-of.js';

const bodies: Readonly<Record<string, readonly [body: ConsentBody, scope: string]>> = {
  INDUSTRY_AUTHORITY: ['INDUSTRY', 'industry'],
  SUPERIOR_AUTHORITY: ['SUPERIOR', 'superior'],
  DISTRICT_BUREAU: ['DISTRICT_BUREAU', 'district'],
};

/** 同意 (RTE-001, RTE-002, RTE-004): to the application as it stands; with the last one it is CONSENTED. */
export async function consentToApplication(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  const { caller, now } = acting;
  const [body, scope] = bodies[caller.role] ?? ['INDUSTRY', 'industry'];
  const named = scopeOf(caller, scope);
  const authority = body === 'DISTRICT_BUREAU' ? null : named;
  const consenter = { body, authority, district: caller.scopes['district'] ?? null };
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'consentToApplication',
      judge: ({ form, route }) => judgeConsent(consenter, form, route),
      next: ({ form, route, consents }) => {
        const given = [...consents.filter((one) => !isOf(one, consenter)), consentOf(consenter, form, now)];
        return { consents: given, status: consentedStatus(form, { route, consents: given }) };
      },
    }),
  );
}

function isOf(
  { body, authority, district }: Consent,
  other: Omit<Consent, 'at' | 'district' | 'itemNames' | 'siteNames'> & { readonly district: string | null },
): boolean {
  return body === other.body && authority === other.authority && district === other.district;
}
