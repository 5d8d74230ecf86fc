import {
  type Day,
  type Failure,
  type Finding,
  clause,
  dayAt,
  finding,
  findingOfFault,
  judged,
  judgeOn,
  parseDay,
  parseOccupationCode,
  readCatalogueName,
  undetermined,
} from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import { fullNameOf } from './recommendation-form.js';
import type { JudgedForm } from './recommendation.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 推荐表 (76号 annex 1): what is filled in, and how. */
export const formRules = {
  fields: since76('REC-009', 'FIELD_REQUIRED', [
    clause(
      '沪人社职〔2025〕76号',
      '附件1',
      '序号职业编码职业工种国家职业标准名称国家职业标准版本是否已纳入急需紧缺职业目录产业类别预计评价人次推荐理由',
    ),
  ]),
  filledOn: since76('REC-009', 'DAY_IN_FUTURE', [clause('沪人社职〔2025〕76号', '附件1', '年 月 日')]),
  headcounts: since76('REC-006', 'EXPECTED_HEADCOUNT_REQUIRED', [
    clause('沪人社职〔2025〕76号', '一（一）4', '未来3年内有较大的技能评价需求'),
    clause('沪人社职〔2025〕76号', '附件1 填表说明6', '请根据本行业或本区域实际需求，预估三年内评价计划'),
  ]),
  priority: since76('REC-010', 'DUPLICATE_PRIORITY', [
    clause('沪人社职〔2025〕76号', '附件1 填表说明1', '推荐的职业（工种）请按优先级顺序填写'),
  ]),
  code: since76('CAT-003', 'INVALID_OCCUPATION_CODE', [clause('沪人社职〔2025〕76号', '附件1', '职业编码')]),
  name: since76('CAT-005', 'INVALID_CATALOGUE_NAME', [clause('沪人社职〔2025〕76号', '附件2', '职业（工种）名称')]),
  workType: since76(
    'CAT-010',
    'WORK_TYPE_NEEDS_REASON',
    [
      clause(
        '沪人社职〔2025〕76号',
        '附件1 填表说明2',
        '一般按职业进行申报，工种栏无需填写；特殊情况的，可申报到具体工种',
      ),
    ],
    'INFO',
  ),
  shortage: since76(
    'REC-012',
    'SHORTAGE_LIST_NOT_IN_HAND',
    [
      clause(
        '沪人社职〔2025〕76号',
        '附件1 填表说明4',
        '急需紧缺高技能人才职业（工种）目录（2024年）的通知》（沪人社职〔2024〕1号）填写',
      ),
    ],
    'INFO',
  ),
} as const;

const YEARS = 3;

/** Every field but 工种, with what stands above and below the rows. 产业类别 is judged by itself (REC-004, REC-013). */
const required: readonly (readonly [keyof JudgedForm, string])[] = [
  ['formNo', '推荐表编号'],
  ['priority', '序号'],
  ['code', '职业编码'],
  ['occupation', '职业'],
  ['standardName', '国家职业标准名称'],
  ['standardVersion', '国家职业标准版本'],
  ['isShortage', '是否已纳入急需紧缺职业目录'],
  ['reason', '推荐理由'],
  ['contactName', '联系人'],
  ['contactPhone', '联系方式'],
  ['filledOn', '填表日期'],
];

/** What the form itself shows, without looking anywhere else. */
export function judgeForm(facts: SubmissionFacts): readonly Finding[] {
  const { form, at } = facts;
  const on = dayAt(at);
  const { fields, headcounts, workType, shortage } = formRules;
  return [
    ...judgeOn([fields], on, () => judged(fields, blanks(form), '各栏均已填写')),
    ...judgeFilledOn(form, on),
    ...judgePriority(facts, on),
    ...judgeCode(form, on),
    ...judgeName(form, on),
    ...judgeOn([workType], on, () => judged(workType, workTypeFailures(form), '按职业推荐，或已说明申报到工种的原因')),
    ...judgeOn([headcounts], on, () => judged(headcounts, headcountFailures(form), '已填报三年预计评价人次')),
    ...judgeOn([shortage], on, () => [
      undetermined(shortage, shortageListMissing, { isShortage: form.isShortage }, ['isShortage']),
    ]),
  ];
}

function blanks(form: JudgedForm): readonly Failure[] {
  return required
    .filter(([field]) => isBlank(field, form[field]))
    .map(([field, label]) => ({ message: `${label}未填写`, path: [field], facts: { field } }));
}

/** Of a declaration, `false` is an answer; of the contact, that nothing is filled in. */
function isBlank(field: keyof JudgedForm, value: unknown): boolean {
  if (field === 'contactName' || field === 'contactPhone') return value === false;
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** 年月日 is judged as a day, and is not a later one. */
function judgeFilledOn({ filledOn }: JudgedForm, on: Day): readonly Finding[] {
  if (filledOn === null || filledOn.trim() === '') return [];
  const rule = formRules.filledOn;
  const path = ['filledOn'];
  const reading = parseDay(filledOn);
  return judgeOn([rule], on, () => {
    if (!reading.ok) return reading.faults.map((fault) => findingOfFault(rule, fault, path));
    return judged(rule, reading.value > on ? [{ message: '填表日期晚于今日', path }] : [], '填表日期有效', { path });
  });
}

function judgePriority({ form: { priority }, otherPriorities }: SubmissionFacts, on: Day): readonly Finding[] {
  if (priority === null) return [];
  const rule = formRules.priority;
  const path = ['priority'];
  const failures: readonly Failure[] = [
    ...(Number.isSafeInteger(priority) && priority > 0
      ? []
      : [{ message: '序号应为正整数', code: 'INVALID_PRIORITY' } as const]),
    ...(otherPriorities.includes(priority) ? [{ message: `同一推荐表已有序号${priority}` }] : []),
  ];
  return judgeOn([rule], on, () => judged(rule, failures, '序号在推荐表中唯一', { path, facts: { priority } }));
}

function judgeCode({ code }: JudgedForm, on: Day): readonly Finding[] {
  if (code === null || code.trim() === '') return [];
  const rule = formRules.code;
  const path = ['code'];
  const reading = parseOccupationCode(code);
  return judgeOn([rule], on, () =>
    reading.ok
      ? [finding(rule, 'PASS', '职业编码格式正确', { code }, path)]
      : reading.faults.map((fault) => findingOfFault(rule, fault, path)),
  );
}

function judgeName(form: JudgedForm, on: Day): readonly Finding[] {
  if (form.occupation === null || form.occupation.trim() === '') return [];
  const rule = formRules.name;
  const path = ['occupation'];
  const reading = readCatalogueName(fullNameOf(form));
  return judgeOn([rule], on, () =>
    reading.ok
      ? [finding(rule, 'PASS', '职业（工种）名称可读', { fullName: reading.value.fullName }, path)]
      : reading.faults.map((fault) => findingOfFault(rule, fault, path)),
  );
}

function workTypeFailures({ workType, workTypeReason }: JudgedForm): readonly Failure[] {
  const needsReason = workType !== null && (workTypeReason ?? '').trim() === '';
  return needsReason ? [{ message: '一般按职业推荐，申报到工种应说明原因', path: ['workTypeReason'] }] : [];
}

function headcountFailures({ expectedHeadcounts }: JudgedForm): readonly Failure[] {
  const path = ['expectedHeadcounts'];
  if (expectedHeadcounts.length !== YEARS) return [{ message: '应逐年填报三年预计评价人次', path }];
  return expectedHeadcounts.flatMap((count, at) =>
    Number.isSafeInteger(count) && count > 0 ? [] : [{ message: '预计评价人次应为正整数', path: [...path, `${at}`] }],
  );
}

const shortageListMissing = {
  code: 'SHORTAGE_LIST',
  message: '急需紧缺高技能人才职业（工种）目录（沪人社职〔2024〕1号）未在手，未核对所填内容',
  facts: {},
} as const;
