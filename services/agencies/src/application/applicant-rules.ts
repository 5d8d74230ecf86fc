import {
  type DatedRule,
  type Day,
  type Failure,
  type Finding,
  type Path,
  clause,
  day,
  findingOfFault,
  judged,
  judgeOn,
  parseCreditCode,
  parseDistrictCode,
  undetermined,
} from '@shanghai/kernel';
import type { JudgedForm } from './application.js';
import type { SubmissionFacts } from './submission-facts.js';

const SHANGHAI = '310000';

/** 本市依法登记的独立法人 (AGY-001). The kinds that the notices name are examples (如…等), so that none is required. */
export const legalPersonRules: readonly [DatedRule, DatedRule, DatedRule] = [
  {
    rule: 'AGY-001',
    force: 'MUST',
    code: 'APPLICANT_NOT_ELIGIBLE',
    from: day('2024-05-01'),
    to: day('2024-08-18'),
    clauses: [clause('沪人社职〔2024〕120号', '二（二）', '支持在本市依法登记的独立法人(如企业、社团、院校、民非等)')],
  },
  {
    rule: 'AGY-001',
    force: 'MUST',
    code: 'APPLICANT_NOT_ELIGIBLE',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [clause('沪人社职〔2024〕270号', '一', '本市依法登记的独立法人（如企业、社会团体、院校、民办非企业等）')],
  },
  {
    rule: 'AGY-001',
    force: 'MUST',
    code: 'APPLICANT_NOT_ELIGIBLE',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause('沪人社职〔2025〕76号', '二（一）', '本市依法登记的独立法人（如企业、社会团体、院校、民营企业等）'),
    ],
  },
];

/** 政府及其所属部门不能申报 (AGY-002). */
export const governmentRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-002',
    force: 'MUST',
    code: 'GOVERNMENT_AFFILIATED',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause('沪人社职〔2024〕270号', '一（一）', '政府及其所属部门（事业单位、未与政府部门脱钩的社会团体）不能申报'),
    ],
  },
  {
    rule: 'AGY-002',
    force: 'MUST',
    code: 'GOVERNMENT_AFFILIATED',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause('沪人社职〔2025〕76号', '二（一）1', '政府及其所属部门（事业单位、未与政府部门脱钩的社会团体）不予申报'),
    ],
  },
];

/** Who applies (AGY-001, AGY-002), of a submission: what is left blank leaves the question open. */
export function judgeApplicant({ form, on, creditCodeIsTaken }: SubmissionFacts): readonly Finding[] {
  return [...judgeLegalPerson(form, on, creditCodeIsTaken), ...judgeGovernment(form, on)];
}

/** The same when a draft is made or mended: what is blank is not yet a failure, what is said and wrong is. */
export function judgeDraft(form: JudgedForm, on: Day): readonly Finding[] {
  const findings = [...judgeLegalPerson(form, on, false), ...judgeGovernment(form, on)];
  return findings.filter(({ verdict }) => verdict !== 'UNDETERMINED');
}

/** AGY-001. A branch of a national agency is no legal person and is refused here (PR), unless it says it is one. */
function judgeLegalPerson(form: JudgedForm, on: Day, creditCodeIsTaken: boolean): readonly Finding[] {
  return judgeOn(legalPersonRules, on, (rule) =>
    judgeBody(rule, form, { creditCodeIsTaken, asks: ['isIndependentLegalPerson'] }),
  );
}

/** What a rule asks of a body beside its registration in Shanghai, by the fields of the form. */
type AskedOfBody = 'isIndependentLegalPerson' | 'registrationDistrict';

/**
 * Whether a body is lawfully registered in Shanghai: the rule's own code, and INVALID_USCC, CREDIT_CODE_TAKEN,
 * INVALID_DISTRICT_CODE for what identifies it. What is blank leaves the question open.
 */
export function judgeBody(
  rule: DatedRule,
  form: JudgedForm,
  { creditCodeIsTaken, asks }: { readonly creditCodeIsTaken: boolean; readonly asks: readonly AskedOfBody[] },
): readonly Finding[] {
  const { unifiedSocialCreditCode: code, registrationDistrict: district } = form;
  const faults = [
    ...faultsAt(rule, code === null ? null : parseCreditCode(code), ['unifiedSocialCreditCode']),
    ...faultsAt(rule, district === null ? null : parseDistrictCode(district), ['registrationDistrict']),
  ];
  const blanks = [
    ...blank(rule, code, 'unifiedSocialCreditCode', '未填写统一社会信用代码'),
    ...blank(rule, form.registrationCity, 'registrationCity', '未填写注册地'),
    ...asks.flatMap((field) => blank(rule, form[field], field, unsaid[field])),
  ];
  const failures = bodyFailures(form, creditCodeIsTaken, asks.includes('isIndependentLegalPerson'));
  const others = [...faults, ...blanks];
  return [
    ...(failures.length === 0 && others.length > 0 ? [] : judged(rule, failures, '本市依法登记的单位')),
    ...others,
  ];
}

const unsaid: Readonly<Record<AskedOfBody, string>> = {
  isIndependentLegalPerson: '未说明是否为独立法人',
  registrationDistrict: '未填写注册地所在区',
};

function bodyFailures(form: JudgedForm, creditCodeIsTaken: boolean, asksLegalPerson: boolean): readonly Failure[] {
  const checks: readonly (readonly [boolean, Failure])[] = [
    [form.name.trim() === '', { message: '应填写名称', path: ['name'] }],
    [
      form.registrationCity !== null && form.registrationCity !== SHANGHAI,
      { message: '应为在本市登记的单位', path: ['registrationCity'] },
    ],
    [
      asksLegalPerson && form.isIndependentLegalPerson === false,
      { message: '应为独立法人', path: ['isIndependentLegalPerson'] },
    ],
    [
      creditCodeIsTaken,
      {
        message: '该统一社会信用代码已属于另一评价机构',
        path: ['unifiedSocialCreditCode'],
        code: 'CREDIT_CODE_TAKEN',
      },
    ],
  ];
  return checks.flatMap(([fails, failure]) => (fails ? failure : []));
}

/**
 * AGY-002. A body that has been decoupled from government may apply; so may a college, which the notices name among those
 * who can, though most are 事业单位 (PR).
 */
export function judgeGovernment(
  { nature, isGovernmentAffiliated, isDecoupled }: JudgedForm,
  on: Day,
  rules: readonly [DatedRule, ...DatedRule[]] = governmentRules,
): readonly Finding[] {
  const field = 'isGovernmentAffiliated';
  return judgeOn(rules, on, (rule) => {
    const open = blank(rule, isGovernmentAffiliated, field, '未说明是否属于政府及其所属部门');
    if (open.length > 0) return open;
    const isCollege = nature === 'COLLEGE_HIGHER' || nature === 'COLLEGE_SECONDARY';
    const fails = isGovernmentAffiliated === true && isDecoupled !== true && !isCollege;
    const message = '政府及其所属部门（事业单位、未与政府部门脱钩的社会团体）不能申报';
    return judged(rule, fails ? [{ message, path: [field] }] : [], '不属于政府及其所属部门');
  });
}

function faultsAt(
  rule: DatedRule,
  reading: ReturnType<typeof parseCreditCode> | ReturnType<typeof parseDistrictCode> | null,
  path: Path,
): readonly Finding[] {
  return reading === null || reading.ok ? [] : reading.faults.map((fault) => findingOfFault(rule, fault, path));
}

/** An open question for a field that is left blank. */
function blank(rule: DatedRule, value: unknown, field: string, message: string): readonly Finding[] {
  return value === null || value === ''
    ? [undetermined(rule, { code: 'LEFT_BLANK', message, facts: { field } }, {}, [field])]
    : [];
}
