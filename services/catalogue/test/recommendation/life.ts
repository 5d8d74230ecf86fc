import type { LevelNumber } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import {
  dismissRecommendationObjection,
  upholdRecommendationObjection,
} from '../../dist/recommendation/acts/decide-objection.js';
import { draftRecommendation } from '../../dist/recommendation/acts/draft-recommendation.js';
import {
  failExpertEvaluation,
  refuseRecommendation,
  withdrawRecommendation,
} from '../../dist/recommendation/acts/end-recommendation.js';
import { listRecommendation } from '../../dist/recommendation/acts/list-recommendation.js';
import { objectToRecommendation } from '../../dist/recommendation/acts/object-to-recommendation.js';
import { passExpertEvaluation } from '../../dist/recommendation/acts/pass-expert-evaluation.js';
import { reviseRecommendation } from '../../dist/recommendation/acts/revise-recommendation.js';
import { startExpertEvaluation } from '../../dist/recommendation/acts/start-expert-evaluation.js';
import { submitRecommendation } from '../../dist/recommendation/acts/submit-recommendation.js';
import type { RecommendationOutcome } from '../../dist/recommendation/perform-on-recommendation.js';
import type { RecommendationForm } from '../../dist/recommendation/recommendation-form.js';
import type { RecommendationAct } from '../../dist/recommendation/recommendation-machine.js';
import type {
  PanelMember,
  RecommendationStatus,
  StoredRecommendation,
} from '../../dist/recommendation/recommendation.js';
import { callers, instant, lawfulForm, testSealer } from './recommendations.js';

/** What differs from an act that would pass. */
export interface Differently {
  readonly caller?: Caller;
  /** A day or an instant. */
  readonly at?: string;
  readonly version?: number | null;
  readonly key?: string;
  readonly form?: Partial<RecommendationForm>;
  readonly panel?: readonly PanelMember[];
  readonly methods?: Parameters<typeof startExpertEvaluation>[2]['methods'];
  readonly levels?: readonly (LevelNumber | null)[];
  readonly objectionNo?: number;
  readonly contact?: string;
}

/** Does one act on a recommendation, of which the id is given; drafting makes it. */
export type Doing = (id: string, differently?: Differently) => Promise<RecommendationOutcome>;

/** 24 to 27 and 30 June are the five working days after 23 June 2025. */
export const days = { submitted: '2025-06-20', passed: '2025-06-23', lastToObject: '2025-06-30', listed: '2025-07-01' };

const panel: readonly PanelMember[] = [{ expertNo: 'E-001', employer: '示例大学', relatedTo: ['示例协会'] }];
let keys = 0;

/** Every act of machine 1 as it would pass, on one store. */
export function actsOn(store: () => Connection): Readonly<Record<RecommendationAct, Doing>> {
  const acting = (caller: Caller, on: string) => ({ store: store(), sealer: testSealer, caller, now: instant(on) });
  const does =
    <Rest extends readonly unknown[]>(
      act: (who: ReturnType<typeof acting>, on: OnIt, ...rest: Rest) => Promise<RecommendationOutcome>,
      by: Caller,
      on: string,
      ...rest: { [At in keyof Rest]: (differently: Differently) => Rest[At] }
    ): Doing =>
    async (id, differently = {}) => {
      const { caller = by, at = on, version = null, key = `key-${++keys}-test` } = differently;
      const given = rest.map((one: (differently: Differently) => unknown) => one(differently)) as unknown as Rest;
      return act(acting(caller, at), { id, version, idempotencyKey: key }, ...given);
    };
  const reason = () => '示例原因';
  const decision = ({ objectionNo = 1 }: Differently) => ({ objectionNo, reason: '示例原因' });
  return {
    draftRecommendation: does(
      async (who, { idempotencyKey }, form: RecommendationForm) =>
        draftRecommendation(who, { form, idempotencyKey: idempotencyKey! }),
      callers.pudong,
      days.submitted,
      ({ form }) => lawfulForm({ formNo: `示例-${++keys}`, ...form }),
    ),
    reviseRecommendation: does(reviseRecommendation, callers.pudong, days.submitted, ({ form }) =>
      lawfulForm({ formNo: `示例-${++keys}`, ...form }),
    ),
    submitRecommendation: does(submitRecommendation, callers.pudong, days.submitted),
    withdrawRecommendation: does(withdrawRecommendation, callers.pudong, days.submitted, reason),
    refuseRecommendation: does(refuseRecommendation, callers.centre, days.submitted, reason),
    startExpertEvaluation: does(startExpertEvaluation, callers.centre, days.submitted, (differently) => ({
      methods: differently.methods ?? [{ kind: 'EXPERT_REVIEW' as const, text: null }],
      panel: differently.panel ?? panel,
    })),
    failExpertEvaluation: does(failExpertEvaluation, callers.centre, days.passed, reason),
    passExpertEvaluation: does(passExpertEvaluation, callers.centre, days.passed, ({ levels }) => levels ?? [4, 5, 3]),
    objectToRecommendation: does(
      async (who, { id, idempotencyKey }, contact: string) =>
        objectToRecommendation(who, { id, text: '示例异议', contact, idempotencyKey: idempotencyKey! }),
      callers.public,
      days.lastToObject,
      ({ contact }) => contact ?? '13900001234',
    ),
    dismissRecommendationObjection: does(dismissRecommendationObjection, callers.centre, days.lastToObject, decision),
    upholdRecommendationObjection: does(upholdRecommendationObjection, callers.centre, days.lastToObject, decision),
    listRecommendation: does(listRecommendation, callers.centre, days.listed),
  };
}

interface OnIt {
  readonly id: string;
  readonly version: number | null;
  readonly idempotencyKey: string | null;
}

/** The acts that lead to each status, after drafting. */
const ways: Readonly<Record<RecommendationStatus, readonly RecommendationAct[]>> = {
  DRAFT: [],
  SUBMITTED: ['submitRecommendation'],
  EXPERT_EVALUATION: ['submitRecommendation', 'startExpertEvaluation'],
  PUBLICITY: ['submitRecommendation', 'startExpertEvaluation', 'passExpertEvaluation'],
  LISTED: ['submitRecommendation', 'startExpertEvaluation', 'passExpertEvaluation', 'listRecommendation'],
  NOT_SELECTED: ['submitRecommendation', 'startExpertEvaluation', 'failExpertEvaluation'],
  NOT_ACCEPTED: ['submitRecommendation', 'refuseRecommendation'],
  WITHDRAWN: ['withdrawRecommendation'],
};

/** A new recommendation in a status, made by acts alone. */
export async function recommendationIn(
  acts: Readonly<Record<RecommendationAct, Doing>>,
  status: RecommendationStatus,
  differently: Differently = {},
): Promise<StoredRecommendation> {
  let reached = done(await acts.draftRecommendation('', differently));
  const { form: _form, caller, ...rest } = differently;
  for (const act of ways[status]) {
    const isOwn = caller && ['submitRecommendation', 'withdrawRecommendation'].includes(act);
    reached = done(await acts[act](reached._id, { ...rest, ...(isOwn && { caller }) }));
  }
  if (reached.status !== status) throw new Error(`it is ${reached.status}, not ${status}`);
  return reached;
}

/** The recommendation as an act left it; fails when it was refused. */
export function done(outcome: RecommendationOutcome): StoredRecommendation {
  if ('refusals' in outcome)
    throw new Error(outcome.refusals.map(({ code, message }) => `${code} ${message}`).join('; '));
  return outcome.recommendation;
}

/** The codes that an act was refused with; none when it was done. */
export function codesOf(outcome: RecommendationOutcome): string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ code }) => code) : [];
}
