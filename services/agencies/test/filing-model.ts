import { type Day, type LevelNumber, addDays, day } from '@shanghai/kernel';
import type { FilingAct, RenewalStatus } from '../dist/filing/filing-machine.js';
import type { FilingStatus } from '../dist/filing/filing-state-rules.js';

/** An act that was done to a filing, as somebody would write it down who keeps the register on paper. */
export interface NotedAct {
  readonly act: FilingAct;
  readonly on: Day;
  /** The days of a measure. */
  readonly from?: Day | null;
  readonly to?: Day | null;
  /** What an adjustment asked for, by name. */
  readonly removal?: { readonly name: string; readonly level: LevelNumber };
  readonly addition?: { readonly name: string; readonly levels: readonly LevelNumber[] };
  /** Whether an adjustment was approved. */
  readonly approved?: boolean;
  /** The item that ended. */
  readonly name?: string;
}

/** What the paper says of a day. */
export interface PaperState {
  readonly status: FilingStatus;
  readonly renewal: RenewalStatus;
  /** Name and levels of what is covered, sorted. */
  readonly scope: readonly string[];
}

interface Paper {
  lastDay: Day;
  renewal: RenewalStatus;
  expiredOn: Day | null;
  endsOn: Day | null;
  asked: NotedAct | null;
  /** The number of the measure under which a day is suspended. */
  readonly suspended: Map<Day, number>;
  readonly scope: Map<string, Set<LevelNumber>>;
}

/** Where a suspension without an end stops on paper: later than any day that is asked for. */
const HORIZON = day('2036-01-01');

/**
 * The slow and obvious state of a filing: every day is lived through from the first one, first what the morning brings, then what
 * was done on it.
 */
export function stateOnPaper(
  first: { readonly from: Day; readonly to: Day; readonly items: readonly string[] },
  acts: readonly NotedAct[],
  on: Day,
): PaperState {
  const paper: Paper = {
    ...{ lastDay: first.to, renewal: 'NONE', expiredOn: null, endsOn: null, asked: null, suspended: new Map() },
    scope: new Map(first.items.map((name) => [name, new Set<LevelNumber>([5, 4, 3])])),
  };
  let next = 0;
  for (let today = first.from; today <= on; today = addDays(today, 1)) {
    wake(paper, today);
    for (; acts[next]?.on === today; next += 1) enact[acts[next]!.act]?.(paper, acts[next]!, next);
  }
  return { status: statusOf(paper, on), renewal: paper.renewal, scope: scopeOf(paper.scope) };
}

/** Names and levels as they are compared. */
export function scopeOf(scope: Iterable<readonly [string, Iterable<LevelNumber>]>): readonly string[] {
  return [...scope].map(([name, levels]) => `${name} ${[...levels].sort().join('')}`).sort();
}

function wake(paper: Paper, today: Day): void {
  if (paper.expiredOn !== null || today <= paper.lastDay || paper.renewal === 'REQUESTED') return;
  if (paper.renewal === 'APPROVED') renew(paper);
  if (today > paper.lastDay) paper.expiredOn = today;
}

/** Three years more: from a 10th of May to a 9th of May. */
function renew(paper: Paper): void {
  paper.lastDay = day(`${Number(paper.lastDay.slice(0, 4)) + 3}${paper.lastDay.slice(4)}`);
  paper.renewal = 'NONE';
}

function statusOf({ endsOn, expiredOn, suspended }: Paper, on: Day): FilingStatus {
  if (endsOn !== null && endsOn <= on) return 'TERMINATED';
  if (expiredOn !== null) return 'EXPIRED';
  return suspended.has(on) ? 'SUSPENDED' : 'ACTIVE';
}

type Enact = (paper: Paper, act: NotedAct, no: number) => void;

const ends: Enact = (paper, { on, from }) => void (paper.endsOn = from ?? on);

/** What each act changes on paper; the others change nothing that is asked for here. */
const enact: Partial<Record<FilingAct, Enact>> = {
  requestRenewal: (paper) => void (paper.renewal = 'REQUESTED'),
  refuseRenewal: (paper) => void (paper.renewal = 'REFUSED'),
  approveRenewal: (paper, { on }) => {
    paper.renewal = 'APPROVED';
    if (on <= paper.lastDay) return;
    renew(paper);
    // Decided more than three years late, the period that it adds is over already.
    if (on > paper.lastDay) paper.expiredOn = addDays(paper.lastDay, 1);
  },
  suspendEvaluation: ({ suspended }, { on, from, to }, no) => {
    for (let one = from ?? on; one <= (to ?? HORIZON); one = addDays(one, 1)) suspended.set(one, no);
  },
  resumeEvaluation: ({ suspended }, { on, from }) => {
    const first = from ?? on;
    const no = suspended.get(first);
    for (const [one, by] of suspended) if (by === no && one >= first) suspended.delete(one);
  },
  recordNoRenewal: (paper) => void (paper.endsOn = paper.expiredOn),
  recordOtherTermination: ends,
  recordSubjectExtinct: ends,
  confirmTermination: ends,
  orderTermination: ends,
  requestAdjustment: (paper, act) => void (paper.asked = act),
  decideAdjustment: ({ asked, scope }, { approved }) => {
    if (!approved) return;
    const { removal, addition } = asked!;
    const left = removal && scope.get(removal.name);
    if (left?.delete(removal!.level) && left.size === 0) scope.delete(removal!.name);
    if (addition) scope.set(addition.name, new Set([...(scope.get(addition.name) ?? []), ...addition.levels]));
  },
  recordItemTermination: (paper, { name, on }) => {
    paper.scope.delete(name!);
    if (paper.scope.size === 0) paper.endsOn = on;
  },
};
