import type { Acting, OnAggregate, Sealer } from '@shanghai/platform';
import { findSubjectsById } from '../../subject/subject-store.js';
import { drawnInspections } from '../drawn-inspection.js';
import { judgeDrawn } from '../draw-rules.js';
import { type DrawOutcome, drawVerb, performOnDraw } from '../perform-on-draw.js';
import { seedHashOf } from '../random-stream.js';
import type { RandomDraw } from '../random-draw.js';
import { redraw } from '../redraw.js';
import { SEED_FIELD } from './commit-draw.js';

/** Who draws: `sealer` opens the seed. */
export interface Drawing extends Acting {
  readonly sealer: Sealer;
}

/**
 * 抽取: the seed is told, and what follows from it is who is inspected and by whom; each of them is an inspection. A seed that is
 * not the one that was committed to is DRAW_NOT_RANDOM.
 */
export async function performDraw(drawing: Drawing, on: OnAggregate): Promise<DrawOutcome> {
  const { store, sealer, now } = drawing;
  const seedOf = ({ sealedSeed }: RandomDraw): string => sealer.open(SEED_FIELD, sealedSeed);
  return performOnDraw(
    drawing,
    on,
    drawVerb({
      act: 'performDraw',
      facts: async (draw, session) => {
        const seed = seedOf(draw);
        const isTrue = seedHashOf(seed) === draw.basis.seedHash;
        const picks = isTrue ? redraw(draw.basis, seed) : [];
        const drawn = new Set(picks.map(({ entryId }) => entryId));
        const ids = draw.basis.pool.filter(({ entryId }) => drawn.has(entryId)).map(({ agencyId }) => agencyId);
        const found = await findSubjectsById(store, ids, {}, session);
        return { seed, isTrue, picks, subjects: new Map(found.map((one) => [one._id, one])) };
      },
      judge: (_, { isTrue }) => [judgeDrawn(isTrue)],
      next: (_, { seed, picks }) => ({ seed, picks, performedAt: now }),
      consequences: (draw, { subjects }) => drawnInspections(store, draw, { subjects, now }),
    }),
  );
}
