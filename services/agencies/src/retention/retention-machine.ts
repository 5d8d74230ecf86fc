import type { RecordStep } from '../record/record-step-rules.js';
import { retentionRules } from './retention-rules.js';

/** What is done to a material. */
export type MaterialAct = 'registerMaterial' | 'disposeMaterial';

const [{ clauses }] = retentionRules;
const by = ['AGENCY'] as const;

/** 档案: kept, and disposed of when its time is over; the record of it stays. */
export const materialSteps: readonly RecordStep<MaterialAct, 'KEPT' | 'DISPOSED'>[] = [
  { act: 'registerMaterial', by, from: [null], to: 'KEPT', guards: ['RET-001'], clauses },
  { act: 'disposeMaterial', by, from: ['KEPT'], to: 'DISPOSED', guards: ['RET-001'], clauses },
];
