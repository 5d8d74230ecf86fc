import { type DatedRule, clause, day } from '@shanghai/kernel';

const RULES = '沪人社职〔2024〕120号';
const SINCE = day('2024-05-01');

const clauses = {
  regularly: clause(RULES, '三（三）3', '定期开展评价机构年度考核和备案期满评估'),
  published: clause(RULES, '三（三）3', '及时公布评估结果'),
  territory: clause(RULES, '三（三）1', '各区人社部门负责所辖区域技能评价的督导检查，包括但不限于'),
} as const;

/** The rows of the ledger that annual assessments are judged by. */
export const assessmentRules = {
  regularly: {
    ...{ rule: 'SPV-010', force: 'MUST', code: 'ALREADY_ASSESSED', clauses: [clauses.regularly] },
    ...{ from: SINCE, to: null },
  },
  scale: {
    ...{ rule: 'SPV-010', force: 'MUST', code: 'UNKNOWN_RESULT', clauses: [clauses.regularly] },
    ...{ from: SINCE, to: null },
  },
  year: {
    ...{ rule: 'SPV-010', force: 'MUST', code: 'YEAR_NOT_ASSESSABLE', clauses: [clauses.regularly] },
    ...{ from: SINCE, to: null },
  },
  territory: {
    ...{ rule: 'SPV-003', force: 'MUST', code: 'OUT_OF_DISTRICT', clauses: [clauses.territory] },
    ...{ from: SINCE, to: null },
  },
  publication: {
    ...{ rule: 'DIS-007', force: 'MUST', code: 'ALREADY_PUBLISHED', clauses: [clauses.published] },
    ...{ from: SINCE, to: null },
  },
} as const satisfies Readonly<Record<string, DatedRule>>;
