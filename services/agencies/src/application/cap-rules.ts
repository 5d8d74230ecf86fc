import {
  type Day,
  type Facts,
  type Finding,
  type Path,
  dayAt,
  finding,
  isWithin,
  undetermined,
} from '@shanghai/kernel';
import { standingOf } from '../filing/filing-state-rules.js';
import type { FilingFacts } from '../filing/filing.js';
import { type AgencyCap, agencyCaps, findAgencyCap } from '../item/coverage-rules.js';
import type { Application, Exception, SubmittedItem } from './application.js';
import type { ItemsFacts } from './submission-facts.js';

/** How many agencies there are for one item, followed through its successions. */
export interface CapCount {
  readonly itemId: string;
  /** Agencies with a filing that is neither terminated nor expired. */
  readonly filed: number;
  /** Other agencies with an application past agency assessment. */
  readonly pending: number;
}

/**
 * The agencies that count under AGY-010 on a day: those with a filing that is listed, in force or suspended then, a pending
 * renewal included. An agency counts once.
 */
export function agenciesUnderCap(
  filings: readonly { readonly agencyId: string; readonly facts: FilingFacts }[],
  on: Day,
): ReadonlySet<string> {
  const standing = filings.filter(({ facts }) => {
    const { from, to } = standingOf(facts);
    return facts.type === 'SOCIAL_ORGANISATION' && isWithin(on, from, to);
  });
  return new Set(standing.map(({ agencyId }) => agencyId));
}

/**
 * 社评组织一般不超过3家 (AGY-010): AGENCY_CAP_REACHED for an item that has as many already, unless the Centre has permitted one
 * more for it. Before 2025-03-20 no cap governs. An item that no list has is refused by its scope and has nothing to count.
 */
export function judgeCap({ on, form, items, exceptions }: ItemsFacts): readonly Finding[] {
  const cap = findAgencyCap(on);
  if (!cap) return [noCap(on)];
  return form.items.flatMap((_, at) => {
    const path = ['items', `${at}`];
    const known = items?.[at];
    if (!known) return [undetermined(ruleOf(cap), countMissing, {}, path)];
    if (!known.listed) return [];
    const { filedCount: filed, pendingCount: pending, listed } = known;
    return [capFinding(cap, { itemId: listed.itemId, filed, pending }, exceptions, path)];
  });
}

/** The same when project assessment ends, for the items that passed: a remark that refuses nothing (AGY-010, PR). */
export function remarkOnCap(
  items: readonly SubmittedItem[],
  counts: readonly CapCount[],
  exceptions: readonly Exception[],
  on: Day,
): readonly Finding[] {
  const cap = findAgencyCap(on);
  if (!cap) return [];
  return items.flatMap(({ itemId, status }, at) => {
    const count = counts.find((one) => one.itemId === itemId);
    if (status !== 'PASSED' || !count) return [];
    const found = capFinding({ ...cap, force: 'INFO' }, count, exceptions, ['items', `${at}`]);
    return found.verdict === 'FAIL' ? [found] : [];
  });
}

/**
 * Never a fourth active filing without a permission (AGY-010, our tightening at the receipt): of items that passed, in
 * applications submitted since the cap governs.
 */
export function judgeCapAtReceipt(
  { items, submittedAt, exceptions }: Pick<Application, 'items' | 'submittedAt' | 'exceptions'>,
  on: Day,
  activeFilings: ReadonlyMap<string, number>,
): readonly Finding[] {
  const cap = submittedAt && findAgencyCap(dayAt(submittedAt));
  if (!cap) return [noCap(on)];
  return items.flatMap(({ itemId, status }, at) => {
    if (status !== 'PASSED') return [];
    const count = { itemId, filed: activeFilings.get(itemId) ?? 0, pending: 0 };
    return [capFinding(cap, count, exceptions, ['items', `${at}`])];
  });
}

function capFinding(cap: AgencyCap, count: CapCount, exceptions: readonly Exception[], path: Path): Finding {
  const { itemId, filed, pending } = count;
  const agencies = filed + pending;
  const permitted = exceptions.some((one) => one.rule === 'AGY-010' && one.itemId === itemId);
  const facts: Facts = { agencies, filed, pending, atMost: cap.atMost, permitted };
  const has = `该项目已有${agencies}家（一般不超过${cap.atMost}家）`;
  if (agencies < cap.atMost) return finding(ruleOf(cap), 'PASS', has, facts, path);
  return permitted
    ? finding(ruleOf(cap), 'PASS', `${has}，市职鉴中心已准予超出`, facts, path)
    : finding(ruleOf(cap), 'FAIL', has, facts, path);
}

function noCap(on: Day): Finding {
  const [first] = agencyCaps;
  return finding(ruleOf(first!), 'NOT_APPLICABLE', `本规则自${first!.from}起适用`, { on, from: first!.from });
}

function ruleOf(cap: AgencyCap) {
  return { ...cap, code: 'AGENCY_CAP_REACHED' } as const;
}

const countMissing = {
  code: 'CATALOGUE_EDITION',
  message: '尚未取得评价项目目录，无法统计社评组织家数',
  facts: {},
} as const;
