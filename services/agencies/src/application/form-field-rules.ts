import { type DatedRule, type Failure, type Finding, type Path, clause, day, judged, judgeOn } from '@shanghai/kernel';
import type { ContactRole, JudgedForm } from './application.js';
import type { SubmissionFacts } from './submission-facts.js';

/**
 * 职业技能评价机构申请表 (AGY-028): annexed to 30号 and, by its title, used for social evaluation organisations too (PR).
 */
export const formFieldRules: readonly [DatedRule] = [
  {
    rule: 'AGY-028',
    force: 'MUST',
    code: 'FIELD_REQUIRED',
    from: day('2026-06-23'),
    to: null,
    clauses: [clause('沪职鉴中心〔2026〕30号', '附件4', '注：表内信息以录入方式在系统中填写')],
  },
];

/** 人社部备案号 (AGY-030). */
export const ministryNumberRules: readonly [DatedRule] = [
  {
    rule: 'AGY-030',
    force: 'MUST',
    code: 'MINISTRY_NUMBER_REQUIRED',
    from: day('2026-06-23'),
    to: null,
    clauses: [clause('沪职鉴中心〔2026〕30号', '附件4', '人社部备案号 (仅全国性评价机构 分支机构填写)')],
  },
];

type FormField = Exclude<
  keyof JudgedForm,
  ContactRole | 'conditions' | 'items' | 'sites' | 'materials' | 'declaration' | 'comparison'
>;

/** The fields of the form that every applicant fills in, in its order. The ministry's number is AGY-030, the rest has rules of its own. */
export const requiredFields: readonly (readonly [field: FormField, label: string])[] = [
  ['name', '名称'],
  ['address', '地址'],
  ['registrationAuthority', '注册登记机关'],
  ['nature', '机构性质'],
  ['unifiedSocialCreditCode', '统一社会信用代码'],
  ['legalRepresentative', '法定代表人'],
  ['registeredCapital', '注册资金'],
  ['servicePhone', '业务受理电话'],
  ['supervisionPhone', '业务监督电话'],
  ['serviceAddress', '业务受理地址'],
  ['serviceMailbox', '业务受理邮箱'],
  ['publicChannel', '对外公示网址或微信公众号'],
];

const contacts: readonly (readonly [role: ContactRole, label: string])[] = [
  ['head', '负责人'],
  ['executiveHead', '执行负责人'],
  ['liaison', '联系人'],
];

const contactFields = [
  ['name', '姓名'],
  ['title', '职务'],
  ['phone', '联系电话'],
] as const;

/** Every field of the form that is blank (AGY-028), and the ministry's number (AGY-030). */
export function judgeFormFields({ form, on }: SubmissionFacts): readonly Finding[] {
  return [
    ...judgeOn(formFieldRules, on, (rule) =>
      judged(rule, [...blankFields(form), ...blankContacts(form), ...blankCodes(form)], '申请表填写完整'),
    ),
    ...judgeOn(ministryNumberRules, on, (rule) => judged(rule, ministryNumberFailures(form), '人社部备案号填写正确')),
  ];
}

function blankFields(form: JudgedForm): readonly Failure[] {
  return requiredFields.flatMap(([field, label]) => {
    const value = form[field];
    return typeof value === 'string' && value.trim() !== '' ? [] : [required(label, [field])];
  });
}

function blankContacts(form: JudgedForm): readonly Failure[] {
  return contacts.flatMap(([role, label]) =>
    contactFields.flatMap(([field, part]) => (form[role]?.[field] ? [] : [required(`${label}${part}`, [role, field])])),
  );
}

function blankCodes({ items }: JudgedForm): readonly Failure[] {
  return items.flatMap(({ code }, at) => (code?.trim() ? [] : [required('职业编码', ['items', `${at}`, 'code'])]));
}

/** AGY-030: of branches of national agencies, and of nobody else. */
function ministryNumberFailures({ isNationalAgencyBranch, ministryFilingNumber }: JudgedForm): readonly Failure[] {
  const path = ['ministryFilingNumber'];
  const isFilledIn = Boolean(ministryFilingNumber?.trim());
  if (isNationalAgencyBranch === true && !isFilledIn)
    return [{ message: '全国性评价机构分支机构应填写人社部备案号', path }];
  if (isNationalAgencyBranch !== true && isFilledIn)
    return [{ message: '人社部备案号仅全国性评价机构分支机构填写', path, code: 'MINISTRY_NUMBER_NOT_EXPECTED' }];
  return [];
}

function required(label: string, path: Path): Failure {
  return { message: `应填写${label}`, path };
}
