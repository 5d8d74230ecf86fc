import {
  type Failure,
  type Finding,
  clause,
  dayAt,
  judged,
  judgeOn,
  parseOccupationCode,
  undetermined,
} from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { JudgedForm } from './recommendation.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 征集范围及条件 (76号 一（一）): which occupations can be recommended at all. */
export const eligibilityRules = {
  eligible: since76('REC-003', 'OCCUPATION_NOT_ELIGIBLE', [
    clause(
      '沪人社职〔2025〕76号',
      '一（一）1',
      '申报范围为现行《中华人民共和国职业分类大典》收录的技能类职业（工种）以及后续人社部发布的技能类新职业（工种），且已颁布相应的国家职业标准',
    ),
  ]),
  accessLicence: since76('CAT-009', 'ACCESS_LICENCE_EXCLUDED', [
    clause('沪人社职〔2025〕76号', '一（一）1', '准入类职业资格不纳入申报范围'),
  ]),
  classification: since76(
    'REC-011',
    'NAME_CODE_MISMATCH',
    [
      clause(
        '沪人社职〔2025〕76号',
        '附件1 填表说明2',
        '职业编码、职业名称、工种：请按《中华人民共和国职业分类大典》（2022年版）规范填写',
      ),
      clause('沪人社职〔2025〕76号', '附件1 填表说明3', '国家职业标准名称、版本号：请登录以下链接查询后规范填写'),
    ],
    'INFO',
  ),
} as const;

/** The conditions of REC-003, each as the recommender declares it. */
const conditions: readonly (readonly [string, string, readonly string[], (form: JudgedForm) => boolean])[] = [
  [
    'CLASSIFICATION',
    '未说明系职业分类大典收录或后续发布的技能类职业（工种）',
    ['standing'],
    ({ standing }) => standing !== null,
  ],
  // A single ability is no occupation of the classification (PR): 76号 lists two, and does not say how they came in.
  ['OCCUPATION', '专项职业能力不属于职业分类大典收录的职业（工种）', ['code'], ({ code }) => !isAbility(code)],
  [
    'NATIONAL_STANDARD',
    '未写明已颁布的国家职业标准',
    ['standardName'],
    ({ standardName, standardVersion }) => isFilled(standardName) && isFilled(standardVersion),
  ],
  [
    'ACCESS_LICENCE',
    '准入类职业资格不在推荐范围',
    ['isAccessLicence'],
    ({ isAccessLicence }) => isAccessLicence !== true,
  ],
];

/** Whether the occupation can be recommended (REC-003, CAT-009), and what about it could not be looked up (REC-011). */
export function judgeEligibility({ form, at, occupationsOfCode }: SubmissionFacts): readonly Finding[] {
  const on = dayAt(at);
  const { eligible, accessLicence, classification } = eligibilityRules;
  return [
    ...judgeOn([eligible], on, () => judged(eligible, failedConditions(form), '符合三项条件')),
    ...judgeOn([accessLicence], on, () => judgeAccessLicence(form)),
    ...judgeOn([classification], on, () => judgeNameAndCode(form, occupationsOfCode)),
  ];
}

function failedConditions(form: JudgedForm): readonly Failure[] {
  return conditions
    .filter(([, , , holds]) => !holds(form))
    .map(([condition, message, path]) => ({ message, path, facts: { condition } }));
}

/** CAT-009. Which qualifications are such licences no notice lists: the recommender says it, and silence decides nothing. */
function judgeAccessLicence({ isAccessLicence }: JudgedForm): readonly Finding[] {
  const rule = eligibilityRules.accessLicence;
  const path = ['isAccessLicence'];
  if (isAccessLicence === null) return [undetermined(rule, licenceMissing, {}, path)];
  const failures = isAccessLicence ? [{ message: '准入类职业资格不纳入申报范围' }] : [];
  return judged(rule, failures, '推荐单位声明不属于准入类职业资格', { path });
}

/** REC-011: the catalogue contradicts the code, or nothing in hand can tell. */
function judgeNameAndCode({ code, occupation }: JudgedForm, occupationsOfCode: readonly string[]): readonly Finding[] {
  const rule = eligibilityRules.classification;
  const path = ['code'];
  const isContradicted = occupationsOfCode.length > 0 && occupation !== null && !occupationsOfCode.includes(occupation);
  if (isContradicted)
    return judged(
      rule,
      [{ message: `目录中该编码为${occupationsOfCode.join('、')}`, facts: { code, occupations: occupationsOfCode } }],
      '',
      { path },
    );
  return [undetermined(rule, classificationMissing, { code, occupation }, path)];
}

function isAbility(code: string | null): boolean {
  const reading = parseOccupationCode(code ?? '');
  return reading.ok && reading.value.kind === 'SPECIAL_ABILITY';
}

function isFilled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}

const licenceMissing = {
  code: 'ACCESS_LICENCE',
  message: '未说明是否属于准入类职业资格；准入类职业资格清单未在手',
  facts: {},
} as const;

const classificationMissing = {
  code: 'OCCUPATION_CLASSIFICATION',
  message: '《中华人民共和国职业分类大典》和国家职业标准目录未在手，未核对编码、名称和标准',
  facts: {},
} as const;
