import {
  type Day,
  type Finding,
  type WorkingDayCount,
  clause,
  dayAt,
  finding,
  lastWorkingDayAfter,
  undetermined,
} from '@shanghai/kernel';
import { type DatedRule, since76 } from '../dated-rule.js';
import type { Objection, Recommendation } from './recommendation.js';

/** How many working days publicity takes from a day on. */
export interface PublicityTerm extends DatedRule {
  readonly workingDays: number;
}

/**
 * 公示期 (REC-016): no length is printed for occupations; that of agencies is taken (AGY-023, PR). Another length is another row
 * with its own days.
 */
export const publicityTerms: readonly [PublicityTerm, ...PublicityTerm[]] = [
  {
    ...since76('REC-016', 'PUBLICITY_RUNNING', [
      clause('沪人社职〔2025〕76号', '一（二）3', '由市职鉴中心在市人力资源社会保障局网站进行公示'),
      clause('沪人社职〔2025〕76号', '二（三）5', '公示期为5个工作日'),
    ]),
    workingDays: 5,
  },
];

/** 经公示无异议后，纳入目录 (REC-017). */
export const objectionRule = since76('REC-017', 'OBJECTION_OPEN', [
  clause('沪人社职〔2025〕76号', '一（二）3', '经公示无异议后，纳入社评组织征集遴选职业（工种）目录'),
]);

type Publicised = Pick<Recommendation, 'publicity' | 'objections'>;

/** The last day of publicity that began on a day, or what is missing to tell it. */
export function publicityOf(publishedOn: Day): WorkingDayCount {
  return lastWorkingDayAfter(publishedOn, termOn(publishedOn).workingDays);
}

/** Whether it may be listed on a day: publicity is over, from 00:00 of the day after its last, and no objection is open. */
export function judgeListing(publicised: Publicised, on: Day): readonly Finding[] {
  return [judgePublicity(publicised, on), judgeObjections(publicised)];
}

/** Whether someone may object on a day: until 24:00 of the last day of publicity, else PUBLICITY_ENDED. */
export function judgeObjection({ publicity }: Pick<Recommendation, 'publicity'>, on: Day): Finding {
  const rule = { ...termOn(on), code: 'PUBLICITY_ENDED' } as const;
  const count = publicity && publicityOf(dayAt(publicity.publishedAt));
  if (!count) return finding(rule, 'FAIL', '该推荐未在公示');
  // Where the calendar does not reach, publicity goes on: nobody may lose the right to object by a missing table.
  if (!count.determined || on <= count.lastDay) return finding(rule, 'PASS', '在公示期内');
  return finding(rule, 'FAIL', `公示已于${count.lastDay}24时截止`, { endsOn: count.lastDay });
}

/** Whether an objection can be decided: one of that number, still open. */
export function judgeObjectionDecision(objections: readonly Objection[], no: number): Finding {
  const path = ['objectionNo'];
  const objection = objections.find((one) => one.no === no);
  if (!objection)
    return finding({ ...objectionRule, code: 'OBJECTION_UNKNOWN' }, 'FAIL', '没有该编号的异议', { no }, path);
  return objection.status === 'OPEN'
    ? finding(objectionRule, 'PASS', '异议待处理', { no }, path)
    : finding({ ...objectionRule, code: 'OBJECTION_DECIDED' }, 'FAIL', '该异议已处理', { no }, path);
}

function judgePublicity({ publicity }: Publicised, on: Day): Finding {
  const rule = termOn(on);
  if (!publicity) return finding(rule, 'FAIL', '尚未公示');
  // Counted anew: a calendar announced since may reach where the one before did not.
  const publishedOn = dayAt(publicity.publishedAt);
  const count = publicityOf(publishedOn);
  if (!count.determined) return undetermined(rule, count.missing, { publishedOn });
  const facts = { publishedOn, endsOn: count.lastDay };
  return on <= count.lastDay
    ? finding(rule, 'FAIL', `公示至${count.lastDay}24时止，次日起方可纳入目录`, facts)
    : finding(rule, 'PASS', `公示已于${count.lastDay}24时期满`, facts);
}

function judgeObjections({ objections }: Publicised): Finding {
  const open = objections.filter(({ status }) => status === 'OPEN').map(({ no }) => `${no}`);
  return open.length > 0
    ? finding(objectionRule, 'FAIL', `有${open.length}件异议尚未处理`, { open })
    : finding(objectionRule, 'PASS', '无未处理的异议');
}

function termOn(on: Day): PublicityTerm {
  return publicityTerms.findLast(({ from }) => from <= on) ?? publicityTerms[0];
}
