import { type Finding, finding } from '@shanghai/kernel';
import { comparisonClauses } from './comparison-ground-rules.js';
import type { RefusalGround } from './comparison-case.js';

/** 不得以任何理由拒绝 (EVL-012): there is no comparison before the notice that says so, and whoever is filed has promised it (PR). */
export const refusalGroundRule = {
  rule: 'EVL-012',
  force: 'MUST',
  code: 'REFUSAL_GROUND_NOT_ALLOWED',
  clauses: comparisonClauses.refusal,
} as const;

/** The grounds for which a request may be refused; the last two are our reading of 合理 (PR). */
const allowed: readonly RefusalGround[] = ['FORCE_MAJEURE', 'REQUEST_NOT_REASONABLE', 'CONDITIONS_NOT_MET'];

/** What a refusal is said to rest on. */
export interface RefusalStated {
  readonly ground: RefusalGround;
  readonly description: string;
  readonly evidence: readonly string[];
}

/** Whether a request may be refused so: one of the grounds, described, with evidence. */
export function judgeRefusal({ ground, description, evidence }: RefusalStated): readonly Finding[] {
  const failures = [
    ...(allowed.includes(ground) ? [] : [{ message: '该理由不属于可以拒绝的情形', path: ['ground'] }]),
    ...(description.trim() === '' ? [{ message: '须说明拒绝的具体情形', path: ['description'] }] : []),
    ...(evidence.some((one) => one.trim() !== '') ? [] : [{ message: '须附佐证材料', path: ['evidence'] }]),
  ];
  if (failures.length === 0) return [finding(refusalGroundRule, 'PASS', '拒绝理由属于可以拒绝的情形', { ground })];
  return failures.map(({ message, path }) => finding(refusalGroundRule, 'FAIL', message, { ground }, path));
}
