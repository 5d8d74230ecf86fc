import { finding } from '@shanghai/kernel';
import { drawsVisibleTo, findDrawsById } from '../../draw/draw-store.js';
import { teamOf } from '../../draw/drawn-inspection.js';
import type { StoredDraw } from '../../draw/random-draw.js';
import { isTrueDraw } from '../../draw/redraw.js';
import { inspectionRules } from '../inspection-ground-rules.js';
import type { Inspection } from '../inspection.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { isDrawn, judgeRecusal } from '../team-rules.js';

/**
 * 双随机抽取: an inspection that was planned as random is given the team that a draw has drawn for its subject. What no draw
 * gives is DRAW_NOT_RANDOM: a list that was picked by hand is none.
 */
export async function drawInspection(acting: Acting, on: OnInspection, drawId: string): Promise<InspectionOutcome> {
  const { store, caller } = acting;
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'drawInspection',
      payload: { drawId },
      facts: async (inspection, session) => {
        const [draw] = await findDrawsById(store, [drawId], drawsVisibleTo(caller), session);
        const pick = draw && pickOf(draw, inspection);
        return { team: draw && pick ? teamOf(draw, pick) : [] };
      },
      judge: (inspection, { team }) => [
        isDrawn(inspection.methods) && team.length > 0
          ? finding(inspectionRules.random, 'PASS', '对象和人员系随机抽取')
          : finding(inspectionRules.random, 'FAIL', '该抽取记录未抽中此对象，或本次检查不是“双随机”', { drawId }),
        ...judgeRecusal(team, inspection),
      ],
      next: (_, { team }) => ({ drawId, team }),
    }),
  );
}

/** What a draw that is true has drawn for the subject of an inspection on its day. */
function pickOf(draw: StoredDraw, { subject, plannedOn }: Inspection) {
  const { basis, seed, picks, plan } = draw;
  if (seed === null || plan.plannedOn !== plannedOn || !isTrueDraw({ ...basis, seed, picks })) return undefined;
  const entry = basis.pool.find((one) => one.agencyId === subject.agencyId && one.siteId === subject.siteId);
  return picks.find(({ entryId }) => entryId === entry?.entryId);
}
