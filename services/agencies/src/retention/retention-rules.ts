import {
  type Code,
  type Day,
  type Failure,
  type Finding,
  type Path,
  addYears,
  clause,
  judgeOn,
  judged,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { ArchiveMedium, MaterialDetails, MaterialRecord } from './material-record.js';

/**
 * 纸质材料保管不少于3年，电子材料不少于5年 (RET-001). 附件5-1 says 保存3年, 保存5年 and the commitment 不少于: a minimum (PR). What is
 * governed is the disposal, so that what is older is covered from the first day of the rule too (PR).
 */
export const retentionRules = [
  {
    ...ruleOf30(
      'RET-001',
      'RETENTION_ACTIVE',
      clause(NOTICE_30, '附件5-1', '管理申报-等级认定考试-成绩-证书等全流程档案，纸质材料保存3年，电子材料保存5年'),
      clause(NOTICE_30, '承诺书八', '妥善保管评价工作全过程资料，纸质材料保管不少于3年，电子材料不少于5年'),
    ),
    years: { PAPER: 3, ELECTRONIC: 5 },
  },
] as const;

/** The last day on which a material has to be kept: the corresponding day, the day of the event not counted. */
export function retainUntil(medium: ArchiveMedium, eventOn: Day): Day {
  return addYears(eventOn, retentionRules[0].years[medium]);
}

/** Whether a material may be disposed of on a day (RET-001): RETENTION_ACTIVE up to and on the last day. */
export function judgeDisposal(
  { retainUntil: until }: Pick<MaterialRecord, 'retainUntil'>,
  on: Day,
): readonly Finding[] {
  const failures: readonly Failure[] =
    on <= until ? [{ message: `应保管至${until}24时，次日起方可处置`, path: [], facts: { until } }] : [];
  return judgeOn(retentionRules, on, (rule) => judged(rule, failures, '保管期已满', { facts: { until } }));
}

/** Whether a material can be registered: FIELD_REQUIRED without a subject, EVENT_IN_FUTURE for an event that is still to come. */
export function judgeMaterial({ subject, eventOn }: MaterialDetails, today: Day): readonly Finding[] {
  const failures: readonly (readonly [Code, string, Path])[] = [
    ...(subject.trim() === '' ? [['FIELD_REQUIRED', '应填写材料名称', ['subject']] as const] : []),
    ...(today < eventOn ? [['EVENT_IN_FUTURE', '起算日晚于当日', ['eventOn']] as const] : []),
  ];
  const [rule] = retentionRules;
  return judged(
    rule,
    failures.map(([code, message, path]): Failure => ({ code, message, path })),
    '已登记保管期',
  );
}
