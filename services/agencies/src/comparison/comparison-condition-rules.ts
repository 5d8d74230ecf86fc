import { type DatedRule, type Failure, type Finding, clause, finding, judged, judgeOn } from '@shanghai/kernel';
import type { BasicSystem, DeclaredConditions, WorkPlanSection } from '../application/application-form.js';
import type { SubmissionFacts } from '../application/submission-facts.js';
import { NOTICE_30, ruleOf30 } from './comparison-rule.js';

/** 证书查验平台等基础条件 (CMP-007). */
export const platformRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-007',
    'VERIFICATION_PLATFORM_MISSING',
    clause(NOTICE_30, '一（二）', '具备开展职业技能比照认定的相关工作经验及证书查验平台等基础条件'),
  ),
];

/** 申报条件 (CMP-008): no site, no expert and no question bank is asked for. */
export const comparisonConditionRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-008',
    'CONDITION_MISSING',
    clause(
      NOTICE_30,
      '一（三）',
      '设有专门负责职业技能比照认定工作的机构，配备与比照认定工作相适应的专职工作人员，能为职业技能比照认定工作提供稳定的经费保障',
    ),
    clause(NOTICE_30, '一（四）', '具有完善的职业技能比照认定工作质量管控措施'),
  ),
];

/** 法人一证通 and 电子印章 (CMP-015). */
export const credentialRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-015',
    'CREDENTIAL_MISSING',
    clause(NOTICE_30, '四（三）1', '申报单位应提前办理上海市“法人一证通”并申领“电子印章”'),
  ),
];

/** 方案编制应包括但不限于以下内容 (CMP-017). */
export const workPlanRules: readonly [DatedRule] = [
  ruleOf30('CMP-017', 'PLAN_SECTION_MISSING', clause(NOTICE_30, '附件5', '方案编制应包括但不限于以下内容')),
];

/** 办公场地 (STF-018): owned or rented. */
export const officeRules: readonly [DatedRule] = [
  ruleOf30('STF-018', 'FIELD_REQUIRED', clause(NOTICE_30, '附件5 二（三）', '明确是自有办公场地或者租赁办公场地')),
];

/** 基本制度 (CMP-018): the Centre makes them, the agencies follow; a remark. */
export const basicSystemRules: readonly [DatedRule] = [
  {
    ...ruleOf30(
      'CMP-018',
      'BASIC_SYSTEM_NOT_ADOPTED',
      clause(NOTICE_30, '附件5 三（一）', '以上基本制度由市职鉴中心统一制定,各单位参照执行'),
    ),
    force: 'INFO',
  },
];

/** The sections of a work plan and what they are called, in the order of annex 5. */
export const planSections: readonly (readonly [section: WorkPlanSection, label: string])[] = [
  ['NATURE_AND_BUSINESS', '单位性质和业务范围'],
  ['PEOPLE', '单位人员构成及人才分布情况'],
  ['EXPERIENCE', '单位技能评价情况'],
  ['STAFF', '工作人员配备及岗位设置情况'],
  ['INTERNAL_SUPERVISORS', '内部质量督导员设置情况'],
  ['PREMISES', '单位办公场地设置情况'],
  ['PLEDGES', '机构承诺书和个人廉洁责任书'],
  ['BASIC_SYSTEMS', '基本制度'],
  ['CONTROL_MEASURES', '管控措施'],
];

/** The ten basic systems and what they are called. */
export const basicSystems: readonly (readonly [system: BasicSystem, label: string])[] = [
  ['PROJECT_DEVELOPMENT', '项目开发管理制度'],
  ['QUESTION_BANK', '题库管理制度'],
  ['EXAMINATION', '考务管理制度'],
  ['SITES', '考核点管理制度'],
  ['EXAMINERS', '考评人员管理制度'],
  ['QUALITY_SUPERVISION', '质量督导管理制度'],
  ['SCORES', '成绩管理制度'],
  ['CERTIFICATES', '证书管理制度'],
  ['ARCHIVES', '档案管理制度'],
  ['INFORMATION', '信息管理制度'],
];

const conditions: readonly (readonly [field: keyof DeclaredConditions, label: string])[] = [
  ['dedicatedBody', '专门机构'],
  ['fullTimeStaff', '专职工作人员'],
  ['funding', '稳定的经费保障'],
  ['qualityControl', '质量管控措施'],
];

/** What an applicant for comparison must have (CMP-007, CMP-008, CMP-015) and its work plan contain (CMP-017, CMP-018). */
export function judgeComparisonConditions({ form, on }: SubmissionFacts): readonly Finding[] {
  const { comparison } = form;
  return [
    ...judgeOn(platformRules, on, (rule) =>
      judged(
        rule,
        [
          ...unsaid(comparison.verificationPlatform, '证书查验平台', ['comparison', 'verificationPlatform']),
          ...unsaid(comparison.experience, '相关工作经验', ['comparison', 'experience'], 'CONDITION_MISSING'),
        ],
        '具备证书查验平台和工作经验',
      ),
    ),
    ...judgeOn(comparisonConditionRules, on, (rule) =>
      judged(
        rule,
        conditions.flatMap(([field, label]) => unsaid(form.conditions[field], label, ['conditions', field])),
        '具备申报条件',
      ),
    ),
    ...judgeOn(credentialRules, on, (rule) =>
      judged(
        rule,
        [
          ...unsaid(comparison.hasLegalPersonCertificate, '法人一证通', ['comparison', 'hasLegalPersonCertificate']),
          ...unsaid(comparison.hasElectronicSeal, '电子印章', ['comparison', 'hasElectronicSeal']),
        ],
        '已办理法人一证通和电子印章',
      ),
    ),
    ...judgeOn(officeRules, on, (rule) => {
      const path = ['comparison', 'officePremises'];
      const open = [{ message: '应说明办公场地为自有或租赁', path }];
      return judged(rule, comparison.officePremises === null ? open : [], '已说明办公场地');
    }),
    ...judgeWorkPlan(comparison, on),
  ];
}

function judgeWorkPlan(
  { planSections: given, basicSystems: followed }: SubmissionFacts['form']['comparison'],
  on: SubmissionFacts['on'],
): readonly Finding[] {
  const missing = planSections.filter(([section]) => !given.includes(section));
  const open = basicSystems.filter(([system]) => !followed.includes(system));
  return [
    ...judgeOn(workPlanRules, on, (rule) =>
      judged(
        rule,
        missing.map(([section, label]) => ({
          message: `工作方案缺少“${label}”`,
          path: ['comparison', 'planSections'],
          facts: { section },
        })),
        '工作方案内容齐全',
      ),
    ),
    ...judgeOn(basicSystemRules, on, (rule) => {
      const facts = { missing: open.map(([system]) => system) };
      const path = ['comparison', 'basicSystems'];
      return open.length === 0
        ? [finding(rule, 'PASS', '已采用各项基本制度', facts, path)]
        : [finding(rule, 'FAIL', `未说明采用：${open.map(([, label]) => label).join('、')}`, facts, path)];
    }),
  ];
}

/** A text that says something, a whole number of at least one, or yes. */
function unsaid(
  value: string | number | boolean | null,
  label: string,
  path: readonly string[],
  code?: Failure['code'],
): readonly Failure[] {
  const isSaid =
    typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' ? value > 0 : value === true;
  return isSaid ? [] : [{ message: `缺少${label}`, path, ...(code !== undefined && { code }) }];
}
