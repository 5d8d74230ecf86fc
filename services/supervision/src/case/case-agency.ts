import { type Day, type Finding, finding, undetermined } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { judgeStanding } from '../subject/standing-rules.js';
import { type Lag, subjectStanding } from '../subject/subject-standing.js';
import { territorialFactsOf } from '../subject/subject-rules.js';
import { findSubjectsById } from '../subject/subject-store.js';
import type { Subject } from '../subject/subject.js';
import { caseClauses } from './case-ground-rules.js';
import { type CaseAgency, type CaseScope, districtRule, judgeDistrict } from './case-scope-rules.js';
import type { ViolationCase } from './violation-case.js';

/** Who acts where it turns on who supervises whom: `lag` tells how far what is known of that is behind. */
export interface CaseActing extends Acting {
  readonly lag: Lag;
}

/** What is known of the agency of a case, and whether it is known well enough to decide. */
export interface AgencyKnown {
  readonly agency: CaseAgency | null;
  readonly isSynthetic: boolean;
  readonly standing: Finding;
}

/** The agency of a subject as a case looks at it; null while its body is not known. */
export function caseAgencyOf(subject: Subject): CaseAgency | null {
  const facts = territorialFactsOf(subject);
  if (!facts) return null;
  const filings = subject.filings.flatMap(({ filingId, authority }) => (authority ? [{ filingId, ...authority }] : []));
  return { ...facts, agencyId: subject._id, filings };
}

/** What is known of an agency, in the transaction of the act. */
export async function findCaseAgency(
  { store, lag }: Pick<CaseActing, 'store' | 'lag'>,
  agencyId: string | null,
  session: ClientSession,
): Promise<AgencyKnown> {
  if (agencyId === null) return { agency: null, isSynthetic: false, standing: notAsked };
  const [standing, [subject]] = [await subjectStanding(store, lag), await findSubject(store, agencyId, session)];
  return {
    agency: subject ? caseAgencyOf(subject) : null,
    isSynthetic: subject?.body?.synthetic ?? false,
    standing: judgeStanding(standing),
  };
}

async function findSubject(store: Connection, id: string, session: ClientSession) {
  return findSubjectsById(store, [id], {}, session);
}

/** What the scope of a case turns on. */
export function scopeOfCase({ subject, siteId, actOn }: ViolationCase, agency: CaseAgency | null): CaseScope {
  return { subject, siteId, actOn, agency };
}

/** SPV-003: an act of a district is on what is its own; open while that cannot be told. The city acts everywhere. */
export function judgeActing(
  { caller }: Pick<Acting, 'caller'>,
  one: ViolationCase,
  { agency, standing }: AgencyKnown,
  on: Day,
): readonly Finding[] {
  if (caller.role !== 'DISTRICT_BUREAU') return [];
  return [standing, judgeDistrict(scopeOfCase(one, agency), caller.scopes['district'] ?? '', on)];
}

/** Whether the agency that a case names is known: what is of no agency is no case of one. */
export function judgeAgencyKnown(one: ViolationCase, { agency }: AgencyKnown): Finding {
  const rule = { ...districtRule, code: 'AGENCY_UNKNOWN' } as const;
  if (one.subject.agencyId === null) return finding(rule, 'NOT_APPLICABLE', '不涉及评价机构');
  if (agency) return finding(rule, 'PASS', '评价机构已备案', { agencyId: agency.agencyId });
  return undetermined(
    rule,
    { code: 'AGENCY_UNKNOWN', message: '该评价机构不在已知的备案数据中', facts: {} },
    { agencyId: one.subject.agencyId },
    ['subject', 'agencyId'],
  );
}

const notAsked = finding(
  { rule: 'SPV-003', force: 'MUST', code: 'OUT_OF_DISTRICT', clauses: caseClauses.territory },
  'NOT_APPLICABLE',
  '不涉及评价机构',
);
