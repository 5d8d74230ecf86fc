import { type Clause, type Day, addDays, clause, isWithin } from '@shanghai/kernel';
import type { FilingFacts, Standing, Termination, ValidityPeriod } from './filing.js';
import { type FilingTerm, filingTermOf, renewalWindow, validToOf } from './filing-term-rules.js';

/** 备案状态 on a day: the read side of the life cycle of a filing. */
export type FilingStatus = 'LISTED' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'TERMINATED';

/** A state with its beginning and its grounds. The reason is Chinese, for those who read the register. */
export interface FilingState {
  readonly status: FilingStatus;
  readonly since: Day;
  readonly reason: string;
  readonly clauses: readonly Clause[];
}

const MANAGEMENT = '沪人社职〔2024〕120号';

/** The words each state rests on, besides those of its term. */
export const stateClauses = {
  listed: [
    clause('沪人社职〔2024〕38号', '一', '由经本市人力资源社会保障部门备案的社会培训评价组织（以下简称社评组织）实施'),
    clause('沪人社职〔2024〕38号', '一', '本市社会化职业技能等级认定目录向社会公布（详见附件）'),
  ],
  suspended: [clause(MANAGEMENT, '三（四）2', '存在严重违纪违规情形的，予以警告、限期整改、暂停评价')],
  voluntary: [clause(MANAGEMENT, '三（四）3', '主动提出不再开展认定的，对其作出自愿终止备案处理')],
  ordered: [clause(MANAGEMENT, '三（四）3', '存在特别严重违纪违规行为的，对其作出责令终止备案处理')],
} as const;

/** The state of a filing on a day; null before it exists. */
export function stateOn(facts: FilingFacts, on: Day): FilingState | null {
  if (on < beginningOf(facts)) return null;
  if (facts.termination && facts.termination.effectiveOn <= on) return terminated(facts.termination);
  if (facts.listedOn !== null) return listed(facts, facts.listedOn, on);
  const lastDay = lastDayInForce(facts.periods);
  if (lastDay !== null && lastDay < on) return expired(facts, lastDay);
  const suspension = facts.suspensions.find(({ from, to }) => isWithin(on, from, to));
  if (suspension)
    return {
      status: 'SUSPENDED',
      since: suspension.from,
      reason: suspension.to === null ? '经处理暂停评价，未载明恢复日期' : `经处理暂停评价，至${suspension.to}止`,
      clauses: stateClauses.suspended,
    };
  return active(facts, on);
}

/** When a filing stands, as far as is recorded: neither expired nor terminated. A pending renewal has no end yet. */
export function standingOf(facts: FilingFacts): Standing {
  const ended = facts.termination && addDays(facts.termination.effectiveOn, -1);
  const ranOut = facts.listedOn === null ? lastDayInForce(facts.periods) : null;
  return { from: beginningOf(facts), to: [ended, ranOut].filter((day) => day !== null).sort()[0] ?? null };
}

/**
 * The last day of validity as recorded, renewals followed; null while a request is pending, since the filing then goes on
 * until the decision, and to the day of a late refusal (FIL-005, PR). A request after the last day changes nothing.
 */
function lastDayInForce(periods: readonly ValidityPeriod[]): Day | null {
  const { to, renewal } = periods.at(-1)!;
  if (!renewal || renewal.requestedOn > to) return to;
  if (!renewal.decision) return null;
  return renewal.decision.on > to ? renewal.decision.on : to;
}

function beginningOf({ listedOn, periods }: FilingFacts): Day {
  return listedOn ?? periods[0]!.from;
}

function listed({ type }: FilingFacts, listedOn: Day, on: Day): FilingState {
  const lastDay = validToOf(type, listedOn);
  const unprinted = `沪人社职〔2024〕38号的目录列有该机构，但未载明备案有效期，无法判断当日是否有效`;
  const ranOut = `按3年有效期推定，${listedOn}及以前的备案最迟于${lastDay}期满，其后是否续期没有记录`;
  return {
    status: 'LISTED',
    since: listedOn,
    reason: on <= lastDay ? unprinted : `${unprinted}；${ranOut}`,
    clauses: stateClauses.listed,
  };
}

function active({ type, periods, suspensions }: FilingFacts, on: Day): FilingState {
  const { from } = periods[0]!;
  const lifted = suspensions.flatMap(({ to }) => (to !== null && to < on ? addDays(to, 1) : []));
  const last = periods.at(-1)!;
  const since = [from, ...lifted].sort().at(-1)!;
  if (on > last.to)
    return {
      status: 'ACTIVE',
      since,
      reason: `有效期至${last.to}，续期申请已于${last.renewal!.requestedOn}提出，作出决定前继续有效`,
      clauses: renewalWindow.clauses,
    };
  const period = periods.find((one) => isWithin(on, one.from, one.to))!;
  const renewed = period.from === from ? '' : '经续期，';
  const term = filingTermOf(type, period.from);
  return {
    status: 'ACTIVE',
    since,
    reason: `${renewed}有效期自${period.from}至${period.to}${remarkOf(term)}`,
    clauses: term.clauses,
  };
}

function expired({ type, periods }: FilingFacts, lastDay: Day): FilingState {
  const { from, to, renewal } = periods.at(-1)!;
  const term = filingTermOf(type, from);
  const why = renewal?.decision?.result === 'REFUSED' ? '续期申请未获同意' : '期满前未书面提出续期备案申请';
  return {
    status: 'EXPIRED',
    since: addDays(lastDay, 1),
    reason: `有效期至${to}${remarkOf(term)}，${why}`,
    clauses: [...term.clauses, ...renewalWindow.clauses],
  };
}

/** What is said beside a validity that no notice prints. */
function remarkOf({ isAssumed }: FilingTerm): string {
  return isAssumed ? '（通知未载明此类备案的有效期，按3年推定）' : '';
}

const terminations = {
  NO_RENEWAL: '期满前未书面提出续期备案申请，自动终止备案',
  ITEM_NOT_EVALUABLE: '原备案职业（工种）不可开展评价且未申请调整，自动终止备案',
  SUBJECT_EXTINCT: '主体灭失且未主动提出终止备案，自动终止备案',
  OTHER: '自动终止备案',
} as const;

function terminated({ kind, reason, effectiveOn: since }: Termination): FilingState {
  if (kind === 'VOLUNTARY')
    return { status: 'TERMINATED', since, reason: '机构主动提出，自愿终止备案', clauses: stateClauses.voluntary };
  if (kind === 'ORDERED')
    return {
      status: 'TERMINATED',
      since,
      reason: '存在特别严重违纪违规行为，责令终止备案',
      clauses: stateClauses.ordered,
    };
  return { status: 'TERMINATED', since, reason: terminations[reason ?? 'OTHER'], clauses: renewalWindow.clauses };
}

/** From the best to the worst: what an agency with several filings is shown by. */
const RANK: readonly FilingStatus[] = ['ACTIVE', 'LISTED', 'SUSPENDED', 'EXPIRED', 'TERMINATED'];

/** The best of several states; null when there is none. */
export function bestState(states: readonly (FilingState | null)[]): FilingState | null {
  const known = states.filter((state) => state !== null);
  return known.toSorted((a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status))[0] ?? null;
}
