import { type DistrictCode, type LevelNumber, catalogueItemId, day, nameKey, stableId } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest } from '@shanghai/platform/testing';
import { approveRenewal } from '../dist/filing/acts/approve-renewal.js';
import { completeWrapUpTask } from '../dist/filing/acts/complete-wrap-up-task.js';
import { confirmTermination } from '../dist/filing/acts/confirm-termination.js';
import { decideAdjustment } from '../dist/filing/acts/decide-adjustment.js';
import { publishFiling } from '../dist/filing/acts/publish-filing.js';
import { recordAutomaticTermination } from '../dist/filing/acts/record-automatic-termination.js';
import { recordExpiryEvaluation } from '../dist/filing/acts/record-expiry-evaluation.js';
import { recordItemNotEvaluable } from '../dist/filing/acts/record-item-not-evaluable.js';
import { recordItemTermination } from '../dist/filing/acts/record-item-termination.js';
import { recordSubjectExtinct } from '../dist/filing/acts/record-subject-extinct.js';
import { refuseRenewal } from '../dist/filing/acts/refuse-renewal.js';
import { reportToNationalCentre } from '../dist/filing/acts/report-to-national-centre.js';
import { requestAdjustment } from '../dist/filing/acts/request-adjustment.js';
import { requestRenewal } from '../dist/filing/acts/request-renewal.js';
import { requestTermination } from '../dist/filing/acts/request-termination.js';
import type { FilingAct, MeasureAct } from '../dist/filing/filing-machine.js';
import { type AddedItem, type FilingRecord, emptyRecord } from '../dist/filing/filing-record.js';
import { validToOf } from '../dist/filing/filing-term-rules.js';
import type { Filing, FilingFacts } from '../dist/filing/filing.js';
import type { FilingActOutcome } from '../dist/filing/perform-on-filing.js';
import type { MeasureKind } from '../dist/measure/measure.js';
import type { Register } from '../dist/register-store.js';
import { storeSyntheticAgencies } from '../dist/synthetic/synthetic-store.js';
import { barista } from './application-facts.js';
import { acting, newKey, people } from './application-life.js';
import { filed } from './facts.js';
import { invented } from './invented.js';

/** The day on which acts are tried: in the window of a filing of `FROM`, whose last day is 2027-05-09. */
export const TODAY = '2027-03-01';
export const FROM = '2024-05-10';

/** What a filing may be on that day. */
export type Standing =
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'REQUESTED'
  | 'APPROVED'
  | 'REFUSED'
  | 'EXPIRED'
  | 'EXPIRED_REFUSED'
  | 'TERMINATED'
  | 'LISTED';

/** The facts behind each. */
export const factsOf: Readonly<Record<Standing, FilingFacts>> = {
  ACTIVE: filed({ from: FROM }),
  SUSPENDED: filed({ from: FROM, suspensions: [{ from: day('2027-01-01'), to: null }] }),
  REQUESTED: filed({ from: FROM, renewal: { requestedOn: day('2027-02-20'), decision: null } }),
  APPROVED: approved(),
  REFUSED: filed({ from: FROM, renewal: refusal('2027-02-20', '2027-02-25') }),
  EXPIRED: filed({ from: '2023-05-10' }),
  EXPIRED_REFUSED: filed({ from: '2023-05-10', renewal: refusal('2026-03-01', '2026-04-01') }),
  TERMINATED: filed({ from: FROM, termination: { kind: 'VOLUNTARY', reason: null, effectiveOn: day('2027-02-01') } }),
  LISTED: { ...filed(), listedOn: day('2024-01-24'), periods: [] },
};

/** What has to be recorded of a filing before an act has anything to act on. */
export const recordFor: Partial<Record<FilingAct, Partial<FilingRecord>>> = {
  decideAdjustment: {
    adjustments: [
      {
        ...{ no: 1, reason: '示例', requestedOn: day('2027-02-01'), additions: [], removals: [], decision: null },
      },
    ],
  },
  recordItemTermination: { notEvaluable: [notEvaluable('2027-02-28')] },
  confirmTermination: { terminationRequest: { on: day('2027-02-01'), reason: '示例' } },
  completeWrapUpTask: {
    wrapUp: [{ kind: 'SETTLE_CANDIDATES', filedItemId: null, openedOn: day('2027-02-01'), doneOn: null }],
  },
};

let filings = 1_000;

/** What is changed of an invented filing. */
export interface InventedFiling {
  readonly facts?: FilingFacts;
  readonly record?: Partial<FilingRecord>;
  readonly district?: DistrictCode | null;
  /** Where its agency has sites. */
  readonly siteDistricts?: readonly DistrictCode[];
  /** The full names of what it is filed for; one item of its own when absent. */
  readonly items?: readonly string[];
  readonly filing?: Partial<Filing>;
}

/** An invented filing that was loaded, with two items at levels 5 to 3. Its record names its first item as ITEM. */
export async function storedFiling(served: ServedSubgraph, given: InventedFiling = {}): Promise<HeldInvented> {
  const { facts = factsOf.ACTIVE, record, district = null, items = ['示例项目甲', '示例项目乙'] } = given;
  const { siteDistricts = [] } = given;
  const no = (filings += 1);
  const first = stableId('filed-item', 'test', no, 0);
  const register = invented({
    no,
    facts,
    siteDistricts,
    items: items.map((fullName) => ({
      fullName,
      nameKey: nameKey(fullName),
      itemId: catalogueItemId('2025-03', fullName),
    })),
    filing: {
      authority: district === null ? { body: 'CENTRE', district } : { body: 'DISTRICT_BUREAU', district },
      record: JSON.parse(JSON.stringify({ ...emptyRecord, ...record }).replaceAll('ITEM', first)) as FilingRecord,
      ...given.filing,
    },
  });
  await storeSyntheticAgencies(served.connection, register);
  return {
    ...register.filings[0]!,
    version: register.filings[0]!.version ?? 0,
    items: register.filedItems,
    sites: register.sites,
  };
}

/** A filing with its items, and the sites that its agency had when it was made, as it is when it is acted on. */
export type HeldInvented = Filing & {
  readonly version: number;
  readonly items: Register['filedItems'];
  readonly sites?: Register['sites'];
};

/** Who asks for a filing. */
export function agencyOf({ agencyId }: Pick<Filing, 'agencyId'>): Caller {
  return { role: 'AGENCY', subject: 'chen', scopes: { agency: agencyId }, posts: [] };
}

/** What is changed of an attempt. */
export interface FilingAttempt {
  readonly by?: Caller;
  readonly at?: string;
  readonly additions?: readonly AddedItem[];
  readonly filedItemId?: string;
  /** The level that an adjustment gives up. */
  readonly level?: LevelNumber;
  readonly dueOn?: string;
  readonly approved?: boolean;
  readonly beyondCap?: boolean;
}

/** The acts that somebody does. */
export type TriedFilingAct = Exclude<
  FilingAct,
  | MeasureAct
  | 'remindOfRenewal'
  | 'endSuspension'
  | 'beginRenewedPeriod'
  | 'extendPendingDecision'
  | 'expireFiling'
  | 'passItemDueDay'
>;

type Try = (served: ServedSubgraph, one: HeldInvented, attempt?: FilingAttempt) => Promise<FilingActOutcome>;

const reason = '示例原因';

/** Every act on a filing that somebody does, as it is lawfully done. */
export const filingActs: Readonly<Record<TriedFilingAct, Try>> = {
  reportToNationalCentre: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    reportToNationalCentre(acting(served, by, at), onFiling(one), null),
  publishFiling: async (served, one, { by = people.bureau, at = TODAY } = {}) =>
    publishFiling(acting(served, by, at), onFiling(one), '示例渠道'),
  requestRenewal: async (served, one, { by = agencyOf(one), at = TODAY } = {}) =>
    requestRenewal(acting(served, by, at), onFiling(one)),
  approveRenewal: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    approveRenewal(acting(served, by, at), onFiling(one), null),
  refuseRenewal: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    refuseRenewal(acting(served, by, at), onFiling(one), reason),
  recordExpiryEvaluation: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    recordExpiryEvaluation(acting(served, by, at), onFiling(one), { result: '合格', publishedOn: null }),
  requestAdjustment: async (served, one, attempt = {}) => {
    const { by = agencyOf(one), at = TODAY, additions = [], filedItemId = one.items[0]!._id, level = 5 } = attempt;
    const removals = additions.length > 0 ? [] : [{ filedItemId, levels: [level] }];
    return requestAdjustment(acting(served, by, at), onFiling(one), { additions, removals, reason });
  },
  decideAdjustment: async (served, one, attempt = {}) => {
    const { by = people.centre, at = TODAY, approved = true, beyondCap = false } = attempt;
    const no = one.record?.adjustments.find(({ decision }) => decision === null)?.no ?? 1;
    return decideAdjustment(acting(served, by, at), onFiling(one), { no, approved, beyondCap, reason });
  },
  recordItemNotEvaluable: async (served, one, attempt = {}) => {
    const { by = people.centre, at = TODAY, filedItemId = one.items[0]!._id, dueOn = '2027-03-31' } = attempt;
    const named = { filedItemId, basisDocument: '示例文件', dueOn: day(dueOn) };
    return recordItemNotEvaluable(acting(served, by, at), onFiling(one), named);
  },
  recordItemTermination: async (served, one, attempt = {}) => {
    const { by = people.centre, at = TODAY, filedItemId = one.items[0]!._id } = attempt;
    return recordItemTermination(acting(served, by, at), onFiling(one), filedItemId);
  },
  recordSubjectExtinct: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    recordSubjectExtinct(acting(served, by, at), onFiling(one), {
      status: 'BANKRUPT',
      text: null,
      evidence: '示例佐证',
    }),
  recordNoRenewal: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    recordAutomaticTermination(acting(served, by, at), onFiling(one), { reason: 'NO_RENEWAL', text: null }),
  recordOtherTermination: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    recordAutomaticTermination(acting(served, by, at), onFiling(one), { reason: 'OTHER', text: '示例情形' }),
  requestTermination: async (served, one, { by = agencyOf(one), at = TODAY } = {}) =>
    requestTermination(acting(served, by, at), onFiling(one), reason),
  confirmTermination: async (served, one, { by = people.centre, at = TODAY } = {}) =>
    confirmTermination(acting(served, by, at), onFiling(one)),
  completeWrapUpTask: async (served, one, { by = agencyOf(one), at = TODAY } = {}) =>
    completeWrapUpTask(acting(served, by, at), onFiling(one), {
      ...{ kind: 'SETTLE_CANDIDATES', filedItemId: null, report: '已妥善安排' },
    }),
};

/** What an act is about: the filing as it was seen. */
export function onFiling({ _id, version }: Pick<HeldInvented, '_id' | 'version'>, key = newKey()) {
  return { id: _id, version, idempotencyKey: key };
}

/** Why an act was refused, by rule and code; none when it was done. */
export function refusedBy(outcome: FilingActOutcome): readonly string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ rule, code }) => `${rule} ${code}`) : [];
}

/** The filing as an act left it. */
export function doneTo(one: HeldInvented, outcome: FilingActOutcome): HeldInvented {
  if ('refusals' in outcome) throw new Error(`refused: ${refusedBy(outcome).join(', ')}`);
  return {
    ...outcome.filing,
    version: outcome.filing.version!,
    items: one.items,
    ...(one.sites && { sites: one.sites }),
  };
}

/** An item that an adjustment adds. */
export function added(fullName: string, changed: Partial<AddedItem> = {}): AddedItem {
  return { ...barista({ fullName, code: null }), standardKind: null, mappingId: null, ...changed };
}

/** Says that the first item of a filing cannot be evaluated any more. */
export function notEvaluable(dueOn: string): FilingRecord['notEvaluable'][number] {
  return {
    ...{ filedItemId: 'ITEM', basisDocument: '示例文件', on: day('2027-02-01'), dueOn: day(dueOn), endedOn: null },
  };
}

let measures = 0;

/** Orders a measure as supervision does, and lets it be taken; gives its id. */
export async function order(
  served: ServedSubgraph,
  { _id: filingId }: Pick<Filing, '_id'>,
  kind: MeasureKind,
  changed: { readonly from?: string; readonly to?: string; readonly tier?: string; readonly measureId?: string } = {},
): Promise<string> {
  const { from = null, to = null, measureId = `measure-${(measures += 1)}` } = changed;
  const tier = changed.tier ?? (kind === 'TERMINATE_FILING' ? 'ESPECIALLY_SERIOUS' : 'SERIOUS');
  const payload = { caseId: 'case-1', measureId, kind, filingId, from, to, tier };
  await publishForTest(served.events, { type: 'measure.ordered', payload, aggregate: 'case/case-1' });
  await served.settle();
  return measureId;
}

function refusal(requestedOn: string, on: string) {
  return { requestedOn: day(requestedOn), decision: { result: 'REFUSED', on: day(on) } } as const;
}

function approved(): FilingFacts {
  const renewal = { requestedOn: day('2027-02-20'), decision: { result: 'APPROVED', on: day('2027-02-25') } } as const;
  const first = filed({ from: FROM, renewal });
  const from = day('2027-05-10');
  return { ...first, periods: [...first.periods, { from, to: validToOf('SOCIAL_ORGANISATION', from), renewal: null }] };
}
