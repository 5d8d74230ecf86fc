import {
  type DatedRule,
  type Day,
  type Failure,
  type Finding,
  type LevelNumber,
  clause,
  day,
  judgeOn,
  judged,
  undetermined,
} from '@shanghai/kernel';
import { filingScope } from '../item/may-assess-rules.js';
import type { BankDetails, QuestionBank, StandardVersion } from './question-bank.js';

/** 严格依据国家职业标准或评价规范开发题库并及时更新完善 (QBK-001). */
export const bankStandardRules: readonly [DatedRule] = [
  {
    ...{ rule: 'QBK-001', force: 'MUST', code: 'BANK_STANDARD_MISMATCH', from: day('2024-05-01'), to: null },
    clauses: [
      clause('沪人社职〔2024〕120号', '三（二）3', '评价机构要严格依据国家职业标准或评价规范开发题库并及时更新完善'),
    ],
  },
];

/** From which day on a newer standard than the bank's is in force; a version that is not recorded is older than all that are. */
export function staleFrom(version: string, versions: readonly StandardVersion[]): Day | null {
  const at = versions.findIndex((one) => one.version === version);
  return versions[at + 1]?.effectiveOn ?? null;
}

/** Whether the standard of a bank is the one in force on a day (QBK-001); open as long as no version of it is recorded. */
export function judgeBankStandard(
  { standardVersion }: Pick<BankDetails, 'standardVersion'>,
  versions: readonly StandardVersion[],
  on: Day,
): readonly Finding[] {
  return judgeOn(bankStandardRules, on, (rule) => {
    const inForce = versions.findLast(({ effectiveOn }) => effectiveOn <= on);
    if (!inForce) return [undetermined({ ...rule, force: 'INFO' }, notRecorded)];
    const from = staleFrom(standardVersion.trim(), versions);
    const facts = { inForce: inForce.version, since: inForce.effectiveOn };
    const message = `现行标准为${inForce.version}，自${inForce.effectiveOn}起`;
    const failures = from !== null && from <= on ? [{ message, path: ['standardVersion'], facts }] : [];
    return judged(rule, failures, '依据现行标准', { facts });
  });
}

const notRecorded = { code: 'STANDARD_VERSION', message: '尚无该标准的版本记录', facts: {} } as const;

/** What is known of the filed item of a bank: null where it is not the agency's. */
export interface BankItem {
  readonly levels: readonly LevelNumber[];
}

/** What the rules look at beside the bank. */
export interface BankFacts {
  readonly item: BankItem | null;
  readonly versions: readonly StandardVersion[];
  /** Whether another bank is registered for the item and level. */
  readonly isRegistered: boolean;
}

/**
 * Whether a bank can be registered or updated (QBK-001, FIL-004), all at once: OUT_OF_FILING_SCOPE, FIELD_REQUIRED,
 * UPDATED_IN_FUTURE, BANK_REGISTERED, BANK_STANDARD_MISMATCH.
 */
export function judgeBank(
  bank: BankDetails & Pick<QuestionBank, 'level'>,
  { item, versions, isRegistered }: BankFacts,
  on: Day,
): readonly Finding[] {
  const { level, standardName, standardVersion, updatedOn } = bank;
  const isFiled = item !== null && (level === null ? item.levels.length === 0 : item.levels.includes(level));
  const scope: DatedRule = { ...filingScope, force: 'MUST', code: 'OUT_OF_FILING_SCOPE', from: on, to: null };
  const failures: readonly Failure[] = [
    ...blank('standardName', '标准名称', standardName),
    ...blank('standardVersion', '标准版本', standardVersion),
    ...(on < updatedOn ? [{ message: '更新日晚于当日', path: ['updatedOn'], code: 'UPDATED_IN_FUTURE' } as const] : []),
    ...(isRegistered ? [{ message: '该项目该等级的题库已备案', path: [], code: 'BANK_REGISTERED' } as const] : []),
  ];
  return [
    ...(isFiled ? [] : judged(scope, [{ message: '该项目该等级不在备案范围内', path: ['filedItemId'] }], '')),
    ...(failures.length === 0 ? [] : judged(bankStandardRules[0], failures, '')),
    ...judgeBankStandard(bank, versions, on),
  ];
}

/** Whether a version can be recorded: VERSION_RECORDED a second time, FIELD_REQUIRED. */
export function judgeStandardVersion(
  { version, basisDocument }: StandardVersion,
  versions: readonly StandardVersion[],
): readonly Finding[] {
  const isTwice = versions.some((one) => one.version === version);
  const failures: readonly Failure[] = [
    ...blank('standardVersion', '标准版本', version),
    ...blank('basisDocument', '依据文件', basisDocument),
    ...(isTwice ? [{ message: '该版本已记录', path: ['standardVersion'], code: 'VERSION_RECORDED' } as const] : []),
  ];
  return judged(bankStandardRules[0], failures, '可以记录');
}

function blank(field: string, label: string, text: string): readonly Failure[] {
  return text.trim() === '' ? [{ message: `应填写${label}`, path: [field], code: 'FIELD_REQUIRED' }] : [];
}
