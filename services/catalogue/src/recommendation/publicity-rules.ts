import {
  type CountedPublicity,
  type Day,
  type Finding,
  type PublicityTerm,
  type WorkingDayCount,
  clause,
  countPublicity,
  judgeNoneOpen,
  judgeObjectable,
  judgePublicityOver,
  lastWorkingDayAfter,
} from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { Recommendation } from './recommendation.js';

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
export function judgeListing({ publicity, objections }: Publicised, on: Day): readonly Finding[] {
  return [judgePublicityOver(termOn(on), counted(publicity), on, '纳入目录'), judgeNoneOpen(objectionRule, objections)];
}

/** Whether someone may object on a day: until 24:00 of the last day of publicity, else PUBLICITY_ENDED. */
export function judgeObjection({ publicity }: Pick<Recommendation, 'publicity'>, on: Day): Finding {
  return judgeObjectable(termOn(on), counted(publicity), on);
}

function counted(publicity: Recommendation['publicity']): CountedPublicity | null {
  return countPublicity(publicity, termOn);
}

function termOn(on: Day): PublicityTerm {
  return publicityTerms.findLast(({ from }) => from <= on) ?? publicityTerms[0];
}
