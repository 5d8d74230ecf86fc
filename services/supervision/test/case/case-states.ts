import { day, dayAt, findDistrict } from '@shanghai/kernel';
import { type Caller, performAct, publicCaller, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, testSealer } from '@shanghai/platform/testing';
import { saveCase } from '../../dist/case/case-store.js';
import type { CaseEffect } from '../../dist/case/case-effect.js';
import type { CaseActing } from '../../dist/case/case-agency.js';
import { sealPerson } from '../../dist/case/seal-person.js';
import { sealSummary } from '../../dist/case/seal-summary.js';
import { storedCase } from '../../dist/case/stored-case.js';
import type {
  CaseStatus,
  CaseSubject,
  CaseSubjectType,
  KeptMaterial,
  MadeDecision,
  StoredCase,
  ViolationCase,
} from '../../dist/case/violation-case.js';
import { loaded, told, toldFiling, toldSite } from '../subject/told.js';

/** The instant at which cases are tried: 1 November 2026. */
export const NOW = readInstant('2026-11-01T04:00:00Z')!;
export const TODAY = dayAt(NOW);
export const ACT_ON = day('2026-10-20');

export const PUDONG = findDistrict('310115')!.code;
export const XUHUI = findDistrict('310104')!.code;

/** Who takes part in the life of a case. */
export const people = {
  pudong: bearer('DISTRICT_BUREAU', { district: PUDONG }),
  xuhui: bearer('DISTRICT_BUREAU', { district: XUHUI }),
  minhang: bearer('DISTRICT_BUREAU', { district: '310112' }),
  centre: bearer('CENTRE'),
  bureau: bearer('BUREAU'),
  agency: bearer('AGENCY', { agency: 'enterprise' }),
  other: bearer('AGENCY', { agency: 'social' }),
} as const;

function bearer(role: string, scopes: Caller['scopes'] = {}): Caller {
  return { ...publicCaller, role, subject: 'test', scopes };
}

/** An enterprise that Pudong filed, a social organisation that the Centre did; both have a site in Xuhui. */
export async function tellAgencies(served: ServedSubgraph): Promise<void> {
  const enterprise = told({
    agencyId: 'enterprise',
    registrationDistrict: PUDONG,
    filings: [toldFiling({ filingId: 'filing-enterprise' })],
    sites: [toldSite({ siteId: 'site-enterprise' })],
  });
  const social = told({
    agencyId: 'social',
    type: 'SOCIAL_ORGANISATION',
    registrationDistrict: PUDONG,
    filings: [toldFiling({ filingId: 'filing-social', authority: { body: 'CENTRE', district: null } })],
    sites: [toldSite({ siteId: 'site-social' })],
  });
  await publishForTest(served.events, loaded([enterprise, social]));
  await served.settle();
}

/** Somebody who acts, as if nothing were behind. */
export function acting({ connection }: Pick<ServedSubgraph, 'connection'>, caller: Caller, now: Date = NOW) {
  const known: CaseActing = { store: connection, caller, now, lag: async () => Promise.resolve(0) };
  return { ...known, sealer: testSealer };
}

let made = 0;

/** A key that no other act has. */
export function newKey(): string {
  made += 1;
  return `case-key-${made}`;
}

const subjects: Readonly<Record<CaseSubjectType, Omit<CaseSubject, 'type' | 'person'>>> = {
  AGENCY: { agencyId: 'enterprise', name: null, district: null },
  STAFF: { agencyId: 'enterprise', name: null, district: null },
  CANDIDATE: { agencyId: 'enterprise', name: null, district: null },
  GROUP_ORG: { agencyId: null, name: '示例学校', district: PUDONG },
  UNFILED_ORGANISATION: { agencyId: null, name: '示例公司', district: PUDONG },
};

/** The subject of a kind. */
export function subjectOf(type: CaseSubjectType): CaseSubject {
  const person = type === 'STAFF' || type === 'CANDIDATE' ? { name: '示例甲', number: '310115199001011234' } : null;
  return { type, ...subjects[type], person: sealPerson(testSealer, person) };
}

/** A piece of the archive for each kind. */
export const wholeArchive: readonly KeptMaterial[] = (['PROCESS', 'DECISION', 'EVIDENCE'] as const).map(
  (kind, index) => ({
    ...{ no: index + 1, kind, name: '示例材料', reference: '示例档案1号', sha256: null },
    ...{ addedAt: NOW, addedBy: 'DISTRICT_BUREAU' },
  }),
);

/** A decision of Pudong on its own filing: serious, with everything that the tier has. */
export function madeDecision(over: Partial<MadeDecision> = {}): MadeDecision {
  return {
    ...{ no: 1, at: NOW, by: { role: 'DISTRICT_BUREAU', district: PUDONG, agencyId: null } },
    tier: 'SERIOUS',
    measures: ['WARNING', 'TIME_LIMITED_RECTIFICATION', 'SUSPEND_EVALUATION'],
    ...{ outcome: null, reason: '示例理由', noSuspensionReason: null, documentNo: '示例决定1号' },
    ...{ rectificationDueOn: day('2026-12-01'), suspendedTo: null, coAuthorities: [] },
    ...over,
  };
}

/** An effect that was ordered and not answered. */
export function effect(over: Partial<CaseEffect> = {}): CaseEffect {
  return {
    ...{ effectId: `effect-${(made += 1)}`, kind: 'SUSPEND_EVALUATION', filingId: 'filing-enterprise' },
    ...{ tier: 'SERIOUS', from: null, to: null, certificateIds: [], reason: null, orderedAt: NOW, status: 'ORDERED' },
    ...{ appliedOn: null, byEvent: null, refused: [], missingToldAt: null },
    ...over,
  };
}

const decided: readonly CaseStatus[] = ['DECIDED', 'RECTIFYING', 'EXECUTED', 'CLOSED'];

function isPerson(type: CaseSubjectType): boolean {
  return type === 'STAFF' || type === 'CANDIDATE';
}

/** A case in a state, about a subject, in the scope of Pudong. */
export function caseIn(
  status: CaseStatus,
  type: CaseSubjectType = 'AGENCY',
  over: Partial<ViolationCase> = {},
): ViolationCase {
  const by = isPerson(type)
    ? { role: 'AGENCY', district: null, agencyId: 'enterprise' }
    : { role: 'DISTRICT_BUREAU', district: PUDONG, agencyId: null };
  const decision = type === 'AGENCY' ? madeDecision() : madeDecision({ tier: null, measures: [], by });
  return {
    ...{ _id: `case-${(made += 1)}`, status, since: NOW, registeredAt: NOW, registeredBy: by, synthetic: true },
    ...{ subject: subjectOf(type), source: 'INSPECTION', sourceReference: null, matter: 'OTHER' },
    ...{
      commitmentItem: null,
      listEntryId: null,
      summary: sealSummary(testSealer, '示例情况'),
      actOn: ACT_ON,
      siteId: null,
    },
    ...{ filingId: type === 'AGENCY' ? 'filing-enterprise' : null, districts: [PUDONG], materials: wholeArchive },
    proposals: status === 'REFERRED_TO_CITY' ? [proposal] : [],
    decisions: decided.includes(status) ? [decision] : [],
    ...{ effects: [], transfers: [], restrictionIds: [], remarks: [], endReason: null },
    rectification:
      status === 'RECTIFYING'
        ? { dueOn: day('2026-12-01'), overdueToldAt: null, acceptedAt: null, report: null }
        : null,
    ...over,
  } as ViolationCase;
}

const proposal = {
  ...{ tier: 'SERIOUS', measures: ['SUSPEND_EVALUATION'], opinion: '示例意见', district: PUDONG },
  ...{ at: NOW, returned: null },
} as const;

/** Stores a case in a state as its first act would have left it, with its journal row. */
export async function stored({ connection }: ServedSubgraph, one: ViolationCase): Promise<StoredCase> {
  await performAct<ViolationCase, never>(connection, {
    ...{ aggregate: `case/${one._id}`, name: 'registerCase', caller: people.pudong, at: NOW, payload: null },
    ...{ idempotencyKey: null, expectedVersion: 0 },
    load: async () => Promise.resolve(null),
    decide: () => ({ accepted: true, state: one, reason: null, grounds: [], event: null }),
    save: async (state, version, session) => saveCase(connection, state, version, session),
  });
  return storedCase(one, 1);
}
