import { createHash } from 'node:crypto';
import { type DistrictCode, day } from '@shanghai/kernel';
import {
  type InspectionStatus,
  closeInspection,
  commitDraw,
  countPool,
  drawIdOf,
  findDrawsById,
  performDraw,
  startInspection,
} from '@shanghai/supervision';
import { stableId } from '@shanghai/kernel';
import { type ActingWith, refusalIn } from '../acting-as.js';
import { report } from './inspection-steps.js';
import { hasInventedAlone } from './supervised-places.js';
import { actingIn } from './supervision-acting.js';

/** A draw of a district: committed to and made on one day, for inspections of another. */
export interface DrawPlan {
  readonly name: string;
  readonly madeOn: string;
  readonly plannedOn: string;
  /** The day on which what it picked is inspected; null while that is to come. */
  readonly inspectedOn: string | null;
  readonly ends: InspectionStatus;
}

/** One whose record is public by the day that all is invented for, and one whose inspections are to come. */
export const drawPlans: readonly DrawPlan[] = [
  { name: 'inspected', madeOn: '2026-09-01', plannedOn: '2026-09-10', inspectedOn: '2026-09-10', ends: 'CLOSED' },
  { name: 'to inspect', madeOn: '2026-10-26', plannedOn: '2026-11-18', inspectedOn: null, ends: 'DRAWN' },
];

const MOST_DRAWN = 2;
const INSPECTORS = ['示例督导-1', '示例督导-2', '示例督导-3', '示例督导-4'];

/**
 * Makes the draws of a district that are not there yet, with a seed that follows from that of the population, so that the same are
 * drawn every time. None where a real agency could be drawn: nothing is invented of one.
 */
export async function makeDraws(making: ActingWith, district: DistrictCode, seed: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const plan of drawPlans) {
    const acting = actingIn(making, { district, subject: null }, { on: plan.madeOn });
    const key = `invented-draw-${district}-${plan.name}`;
    const id = drawIdOf(acting.caller, key);
    const [known] = await findDrawsById(making.store, [id], {});
    if (known || !(await hasInventedAlone(making, district, day(plan.madeOn)))) continue;
    const refusal = await makeDraw(making, { ...plan, district, key, id, seed });
    if (refusal !== null) lines.push(`population: the invented draw ${key} was refused: ${refusal}`);
  }
  return lines;
}

type Making = DrawPlan & {
  readonly district: DistrictCode;
  readonly key: string;
  readonly id: string;
  readonly seed: string;
};

async function makeDraw(making: ActingWith, plan: Making): Promise<string | null> {
  const { district, madeOn, plannedOn, inspectedOn, key, id, seed } = plan;
  const acting = actingIn(making, { district, subject: null }, { on: madeOn });
  const { strata } = await countPool(making.store, acting.caller, {
    asOf: day(madeOn),
    standing: { behind: 0, parked: 0 },
  });
  const [largest] = strata.toSorted((a, b) => b.size - a.size);
  if (!largest) return null;
  const committing = { ...acting, seed: createHash('sha256').update(`${seed}/${key}`).digest('hex') };
  const committed = await commitDraw(committing, {
    asOf: day(madeOn),
    plan: { kind: 'DAILY', topics: [{ kind: 'FAIRNESS', text: null }], plannedOn: day(plannedOn), partners: [] },
    quotas: [{ stratum: largest.stratum, count: Math.min(MOST_DRAWN, largest.size) }],
    inspectors: INSPECTORS.map((inspectorNo) => ({ inspectorNo, department: 'HR_DEPARTMENT', relatedTo: [] })),
    idempotencyKey: key,
  });
  const refusal = refusalIn(committed);
  if (refusal !== null) return refusal;
  const performed = await performDraw(acting, { id, version: null, idempotencyKey: null });
  if ('refusals' in performed) return refusalIn(performed);
  if (inspectedOn === null) return null;
  const steps = [startInspection, ...report(inspectedOn, false).map(({ act }) => act), closeInspection];
  for (const { entryId } of performed.draw.picks)
    for (const act of steps) {
      const on = { id: stableId('inspection', id, entryId), version: null, idempotencyKey: null };
      const refused = refusalIn(await act(actingIn(making, { district, subject: null }, { on: inspectedOn }), on));
      if (refused !== null) return refused;
    }
  return null;
}
