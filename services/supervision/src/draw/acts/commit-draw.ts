import { type Day, stableId } from '@shanghai/kernel';
import type { Acting, Sealer } from '@shanghai/platform';
import { randomBytes } from 'node:crypto';
import { gradeStanding } from '../../grade/grade-standing.js';
import type { LeadBody } from '../../inspection/inspection.js';
import { leadOf } from '../../inspection/blank-inspection.js';
import { FEWEST_INSPECTORS } from '../../inspection/team-rules.js';
import { type Lag, subjectStanding } from '../../subject/subject-standing.js';
import { canLead, drawPoolOn, publishedRecusals, recusalsOf } from '../draw-pool.js';
import type { DrawBasis, PoolEntry, Quota } from '../draw-record.js';
import { judgeCommitment } from '../draw-rules.js';
import { type DrawOutcome, drawVerb, performOnDraw } from '../perform-on-draw.js';
import { seedHashOf } from '../random-stream.js';
import type { DrawnPlan, ListedInspector, RandomDraw } from '../random-draw.js';
import { hasInspectors } from '../redraw.js';

/** The field under which a seed is sealed. */
export const SEED_FIELD = 'draw.seed';
const SEED_BYTES = 32;

/** What is to be drawn. */
export interface DrawRequest {
  /** The day whose subjects are the pool. */
  readonly asOf: Day;
  readonly plan: DrawnPlan;
  readonly quotas: readonly Quota[];
  readonly inspectors: readonly ListedInspector[];
  readonly idempotencyKey: string;
}

/** Who commits to a draw: `sealer` keeps the seed from everyone until it is made. */
export interface Committing extends Acting {
  readonly sealer: Sealer;
  readonly lag: Lag;
  /** The seed, for tests; 32 random bytes when absent. */
  readonly seed?: string;
}

/**
 * 确定抽取方案: pool, quotas, inspectors and recusals are fixed, and the hash of a seed that nobody knows. From here on there is
 * one outcome.
 */
export async function commitDraw(
  committing: Committing,
  { idempotencyKey, ...request }: DrawRequest,
): Promise<DrawOutcome> {
  const { store, caller, lag, sealer, now, seed = randomBytes(SEED_BYTES).toString('hex') } = committing;
  const id = drawIdOf(caller, idempotencyKey);
  const lead = leadOf(caller);
  const pool = await drawPoolOn(store, caller, request.asOf);
  const [standing, grades] = await Promise.all([subjectStanding(store, lag), gradeStanding(store, lag)]);
  const { plan, quotas, inspectors } = request;
  const reasons = recusalsOf(pool, inspectors);
  const basis: DrawBasis = {
    ...basisOf(request, pool, lead),
    recusals: publishedRecusals(reasons),
    seedHash: seedHashOf(seed),
  };
  const wanted = new Set(quotas.map(({ stratum }) => stratum));
  const meant = pool.filter(({ stratum }) => wanted.has(stratum));
  const withoutInspectors = meant.filter(({ entryId }) => !hasInspectors(basis, entryId)).map(({ entryId }) => entryId);
  const blank: RandomDraw = {
    ...{ _id: id, status: 'COMMITTED', since: now, lead, plan, basis, inspectors, recusalReasons: reasons },
    ...{ committedAt: now, sealedSeed: sealer.seal(SEED_FIELD, seed), seed: null },
    ...{ picks: [], performedAt: null, remarks: [] },
  };
  return performOnDraw(
    committing,
    { id, version: 0, idempotencyKey },
    drawVerb({
      act: 'commitDraw',
      payload: request,
      blank,
      judge: () => judgeCommitment({ plan, quotas, inspectors }, { standing, grades, pool, withoutInspectors }),
    }),
  );
}

/** The id of the draw that somebody commits to under a key: the same for a retry. */
export function drawIdOf({ role, subject }: Pick<Acting['caller'], 'role' | 'subject'>, key: string): string {
  return stableId('draw', role, subject ?? '', key);
}

function basisOf(
  { asOf, quotas, inspectors }: Pick<DrawRequest, 'asOf' | 'quotas' | 'inspectors'>,
  pool: readonly PoolEntry[],
  lead: LeadBody,
): Omit<DrawBasis, 'recusals' | 'seedHash'> {
  return {
    algorithm: 'SHA256-COUNTER-1',
    asOf,
    pool,
    quotas,
    inspectors: inspectors.map((one) => ({ inspectorNo: one.inspectorNo, canLead: canLead(one, lead) })),
    inspectorsEach: FEWEST_INSPECTORS,
  };
}
