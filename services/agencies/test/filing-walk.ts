import { type Day, addDays, catalogueItemId, nameKey } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { passMilestone } from '../dist/filing/acts/pass-milestones.js';
import { filingTransitionOf } from '../dist/filing/filing-machine.js';
import { nextMilestone } from '../dist/filing/filing-milestone-rules.js';
import type { Filing } from '../dist/filing/filing.js';
import { instant } from './application-facts.js';
import { editionPayload, itemNameOf, people } from './application-life.js';
import {
  type HeldInvented,
  type TriedFilingAct,
  added,
  agencyOf,
  filingActs,
  order,
  refusedBy,
} from './filing-acts.js';
import type { NotedAct } from './filing-model.js';

const MEASURES = {
  suspendEvaluation: 'SUSPEND_EVALUATION',
  resumeEvaluation: 'RESUME_EVALUATION',
  orderTermination: 'TERMINATE_FILING',
} as const;
type Measure = keyof typeof MEASURES;

/** What a step of a walk does: an act, a measure, time that is told, or an edition that is published. */
export type Move = TriedFilingAct | Measure | 'TELL_TIME' | 'PUBLISH_EDITION';

/** Moves of a long life, and those that end it. */
const living: readonly Move[] = [
  ...(['requestRenewal', 'requestRenewal', 'approveRenewal', 'refuseRenewal', 'recordExpiryEvaluation'] as const),
  ...(['requestAdjustment', 'decideAdjustment', 'decideAdjustment', 'recordItemNotEvaluable'] as const),
  ...(['recordItemTermination', 'suspendEvaluation', 'resumeEvaluation', 'TELL_TIME', 'TELL_TIME'] as const),
  ...(['PUBLISH_EDITION', 'reportToNationalCentre', 'publishFiling', 'completeWrapUpTask'] as const),
];
const ending: readonly Move[] = [
  ...(['recordSubjectExtinct', 'recordNoRenewal', 'recordOtherTermination', 'requestTermination'] as const),
  ...(['confirmTermination', 'orderTermination'] as const),
];

const anyone = fc.constantFrom<keyof typeof people>('centre', 'pudong', 'xuhui', 'bureau', 'industry', 'anyone');

/** One step, whatever it meets. Most are by who may do them; time stands still or goes on, from a day to years. */
export const anyStep = fc.record({
  move: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...living) },
    { weight: 1, arbitrary: fc.constantFrom(...ending) },
  ),
  days: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 0, 0, 1, 2) },
    { weight: 3, arbitrary: fc.integer({ min: 5, max: 60 }) },
    { weight: 1, arbitrary: fc.constantFrom(90, 365) },
  ),
  by: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.oneof(anyone, fc.constant('anotherAgency' as const)) },
  ),
  isStale: fc.integer({ min: 0, max: 19 }).map((one) => one === 0),
  pick: fc.nat({ max: 99 }),
  adds: fc.boolean(),
  yes: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
  from: fc.option(fc.integer({ min: -20, max: 40 }), { freq: 2, nil: null }),
  lasts: fc.option(fc.integer({ min: -2, max: 90 }), { freq: 4, nil: null }),
});

/** What was drawn for a step. */
export type Step = typeof anyStep extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** A filing on its way. */
export interface Walk {
  readonly served: ServedSubgraph;
  readonly held: HeldInvented;
  readonly on: Day;
}

/** What became of a step: the act as it is noted, or why it was refused. */
export type Became = { readonly done: readonly NotedAct[] } | { readonly refused: readonly string[] };

/** Does a step on its day. */
export async function walked(walk: Walk, step: Step): Promise<Became> {
  const { move } = step;
  if (move === 'TELL_TIME') return toldTime(walk);
  if (move === 'PUBLISH_EDITION') return published(walk, step);
  return isMeasure(move) ? ordered(walk, move, step) : acted(walk, move, step);
}

/** The filing and its items as stored. */
export async function storedOf({ connection }: ServedSubgraph, id: string): Promise<HeldInvented> {
  const filing = await connection.db!.collection<Filing>('filings').findOne({ _id: id });
  const items = await connection
    .db!.collection<HeldInvented['items'][number]>('filedItems')
    .find({ agencyId: filing!.agencyId, filingId: id })
    .sort({ _id: 1 })
    .toArray();
  return { ...filing!, version: filing!.version ?? 0, items };
}

/** Who makes an attempt: mostly who may, by the row of the act and the authority of the filing. */
export function callerOf({ held }: Pick<Walk, 'held'>, move: TriedFilingAct, { by }: Step): Caller {
  if (by === 'anotherAgency') return agencyOf({ agencyId: 'agency-another' });
  if (by !== null) return people[by];
  if (filingTransitionOf(move).by.includes('AGENCY')) return agencyOf(held);
  if (move === 'publishFiling') return people.bureau;
  return held.authority?.body === 'DISTRICT_BUREAU' && move !== 'reportToNationalCentre'
    ? people.pudong
    : people.centre;
}

/** The edition by which items are judged when the walks begin: it lists what the filing is filed for. */
export async function publishFirst(served: ServedSubgraph): Promise<void> {
  const first = editionPayload('2025-03', NAMES);
  const items = [...first.items, ...FILED.map((name) => itemIn('2025-03', name))];
  await publishForTest(served.events, { type: 'edition.published', payload: { ...first, items } });
  await served.settle();
}

/** What the filing of a walk is filed for at first. */
export const FILED = ['示例项目甲', '示例项目乙'] as const;
const NAMES = 12;

function isMeasure(move: Move): move is Measure {
  return move in MEASURES;
}

async function acted(walk: Walk, move: TriedFilingAct, step: Step): Promise<Became> {
  const { served, held, on } = walk;
  const { isStale, pick, adds, yes, days } = step;
  const seen = isStale ? { ...held, version: held.version - 1 } : held;
  const recorded = held.record?.notEvaluable.find(({ endedOn }) => endedOn === null)?.filedItemId;
  const item = held.items[pick % held.items.length]!;
  const filedItemId = move === 'recordItemTermination' && yes ? (recorded ?? item._id) : item._id;
  const level = ([5, 4, 3] as const)[pick % 3]!;
  const name = itemNameOf(pick % NAMES);
  const additions = adds ? [added(name)] : [];
  try {
    const attempt = { by: callerOf(walk, move, step), at: on, additions, filedItemId, level, approved: yes };
    const dueOn = addDays(on, days);
    const outcome = await filingActs[move](served, seen, { ...attempt, dueOn, beyondCap: adds });
    const refused = refusedBy(outcome);
    if (refused.length > 0) return { refused };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { refused: [String(error.extensions['code'])] };
  }
  const ended = held.items.find(({ _id }) => _id === filedItemId)!.fullName;
  const change = adds ? { addition: { name, levels: [5, 4, 3] as const } } : { removal: { name: ended, level } };
  return { done: [{ act: move, on, approved: yes, name: ended, ...change }] };
}

async function ordered({ served, held, on }: Walk, act: Measure, step: Step): Promise<Became> {
  const from = step.from === null ? null : addDays(on, step.from);
  const to = step.lasts === null ? null : addDays(from ?? on, step.lasts);
  const tier = step.yes ? {} : { tier: 'GENERAL' };
  await order(served, held, MEASURES[act], { ...(from && { from }), ...(to && { to }), ...tier });
  const { version } = await storedOf(served, held._id);
  return version === held.version ? { refused: ['MEASURE'] } : { done: [{ act, on, from, to }] };
}

/** Everything that has come to pass, in its order. */
async function toldTime({ served, held, on }: Walk): Promise<Became> {
  const done: NotedAct[] = [];
  for (let now = held; ; now = await storedOf(served, held._id)) {
    const next = nextMilestone(now);
    if (!next || next.on > on) return done.length > 0 ? { done } : { refused: [] };
    const outcome = await passMilestone(served.connection, held._id, next, instant(on));
    if ('refusals' in outcome) throw new Error(`${next.milestone} of ${next.on} is refused`);
    done.push({ act: next.milestone, on });
  }
}

/** Editions that leave out an item of the filing, or all of them, published again and again. */
async function published({ served }: Walk, { pick, yes }: Step): Promise<Became> {
  const edition = `2025-0${4 + (pick % 3)}`;
  const names = [...(yes ? FILED.slice(1) : []), ...Array.from({ length: NAMES }, (_, no) => itemNameOf(no))];
  const items = names.map((name) => itemIn(edition, name));
  const payload = { edition, kind: 'OPEN_CATALOGUE', effectiveOn: `${edition}-20`, items };
  await publishForTest(served.events, { type: 'edition.published', payload });
  await served.settle();
  return { refused: [] };
}

function itemIn(edition: string, fullName: string) {
  const id = catalogueItemId(edition, fullName);
  const lineageIds = [id, catalogueItemId('2025-03', fullName)];
  return { id, key: nameKey(fullName), fullName, code: null, kind: 'OCCUPATION', levels: [5, 4, 3], lineageIds };
}
