import { clause } from '@shanghai/kernel';
import type { RecordStep } from '../record/record-step-rules.js';
import type { PlanStatus } from './evaluation-plan.js';

/** What is done to a plan. */
export type PlanAct =
  | 'draftEvaluationPlan'
  | 'changeEvaluationPlan'
  | 'publishEvaluationPlan'
  | 'closeEvaluationPlan'
  | 'cancelEvaluationPlan';

const by = ['AGENCY'] as const;
const clauses = [clause('沪人社职〔2024〕38号', '二（三）', '由相关社评组织另行制定并公布')];

/** 评价计划, row by row. A change of a plan leaves it in the state it has. */
export const planSteps: readonly RecordStep<PlanAct, PlanStatus>[] = [
  { act: 'draftEvaluationPlan', by, from: [null], to: 'DRAFT', guards: ['AGY-031', 'FIL-010', 'EVL-013'], clauses },
  {
    act: 'changeEvaluationPlan',
    by,
    from: ['DRAFT', 'PUBLISHED'],
    to: 'DRAFT',
    guards: ['EVL-007', 'FIL-004', 'EVL-013', 'EVL-005'],
    clauses,
  },
  {
    act: 'publishEvaluationPlan',
    by,
    from: ['DRAFT'],
    to: 'PUBLISHED',
    guards: ['EVL-007', 'AGY-031', 'FIL-004', 'FIL-010', 'EVL-013', 'EVL-005', 'SIT-002'],
    clauses,
  },
  { act: 'closeEvaluationPlan', by, from: ['PUBLISHED'], to: 'CLOSED', guards: ['EVL-007'], clauses },
  { act: 'cancelEvaluationPlan', by, from: ['DRAFT', 'PUBLISHED'], to: 'CANCELLED', guards: ['EVL-007'], clauses },
];
