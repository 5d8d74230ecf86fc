import { finding } from '@shanghai/kernel';
import { type Acting, type OnAggregate, badUserInput } from '@shanghai/platform';
import { inspectionRules } from '../../inspection/inspection-ground-rules.js';
import { findInspectionsById } from '../../inspection/inspection-store.js';
import { inspectionOf } from '../../inspection/stored-inspection.js';
import { judgeStep } from '../../inspection/step-rules.js';
import { inspectionIdOf, replacedTeam } from '../drawn-inspection.js';
import { recordOf } from '../list-draws.js';
import { type DrawOutcome, drawVerb, performOnDraw } from '../perform-on-draw.js';
import type { RandomDraw } from '../random-draw.js';
import { type Leaving, redrawInspector, teamAfter } from '../redraw-inspector.js';

/**
 * 更换检查人员 (CMT-205): an inspector who was drawn and is related to the subject after all does not go. Who goes instead follows
 * from the seed that was committed to, stands in the record, and is nobody's to choose. As long as the inspection has not begun.
 * @throws GraphQLError BAD_USER_INPUT when the inspector was not drawn for that subject
 */
export async function replaceDrawnInspector(
  acting: Acting,
  on: OnAggregate,
  { reason, ...leaving }: Leaving & { readonly reason: string },
): Promise<DrawOutcome> {
  const { store } = acting;
  return performOnDraw(
    acting,
    on,
    drawVerb({
      act: 'replaceDrawnInspector',
      payload: { ...leaving, reason },
      reason,
      facts: async (draw, session) => {
        if (!isOnTeam(draw, leaving))
          throw badUserInput('no such inspector of that subject', { argument: 'inspectorNo' });
        const id = inspectionIdOf(draw._id, leaving.entryId);
        const [stored] = await findInspectionsById(store, [id], {}, session);
        return { replacedBy: redrawInspector(recordOf(draw)!, leaving), inspection: inspectionOf(stored!) };
      },
      judge: (_, { replacedBy, inspection }) => [
        ...judgeStep('replaceDrawnInspector', inspection.status),
        replacedBy === null
          ? finding(inspectionRules.recusal, 'FAIL', '回避后没有可接替的检查人员', { ...leaving })
          : finding(inspectionRules.recusal, 'PASS', '接替人员系按承诺的种子抽取'),
      ],
      next: (draw, { replacedBy }) => ({
        replacements: [...(draw.replacements ?? []), { ...leaving, replacedBy: replacedBy! }],
        recusalReasons: [...draw.recusalReasons, { ...leaving, relatedTo: nameOf(draw, leaving) }],
      }),
      consequences: (draw, { inspection }) => [replacedTeam(store, draw, { entryId: leaving.entryId, inspection })],
    }),
  );
}

function isOnTeam({ picks, replacements }: RandomDraw, { entryId, inspectorNo }: Leaving): boolean {
  const pick = picks.find((one) => one.entryId === entryId);
  return pick !== undefined && teamAfter(pick, replacements).includes(inspectorNo);
}

function nameOf({ basis }: RandomDraw, { entryId }: Leaving): string {
  return basis.pool.find((one) => one.entryId === entryId)!.name;
}
