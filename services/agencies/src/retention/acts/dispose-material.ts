import { dayAt } from '@shanghai/kernel';
import type { Acting, OnAggregate } from '@shanghai/platform';
import { type MaterialOutcome, performOnMaterial } from '../perform-on-material.js';
import { judgeDisposal } from '../retention-rules.js';

/** 处置材料: from the day after its last day on, never before; the record stays (RET-001). */
export async function disposeMaterial(acting: Acting, on: OnAggregate, method: string): Promise<MaterialOutcome> {
  const today = dayAt(acting.now);
  return performOnMaterial(acting, on, {
    act: 'disposeMaterial',
    payload: { method },
    reason: method,
    judge: (material) => judgeDisposal(material, today),
    next: () => ({ disposedOn: today, disposalMethod: method }),
  });
}
