import {
  MOST_OBJECTIONS_OF_ONE_CONTACT,
  comparedContact,
  dayAt,
  hasObjectedEnough,
  withObjection,
} from '@shanghai/kernel';
import { type SearchHash, codedError } from '@shanghai/platform';
import { type RecommendationOutcome, performOnRecommendation, verb } from '../perform-on-recommendation.js';
import { judgeObjection } from '../publicity-rules.js';
import { publicised } from '../recommendation-store.js';
import type { Recommendation } from '../recommendation.js';
import { sealedFields } from '../seal-form.js';
import type { Drafting } from './draft-recommendation.js';

/** 异议 as it is raised. */
export interface RaisedObjection {
  readonly id: string;
  readonly text: string;
  readonly contact: string;
  readonly idempotencyKey: string;
}

/** 提出异议: by anyone, while publicity runs. The contact is sealed, and counted by what it has in common with itself. */
export async function objectToRecommendation(
  objecting: Drafting,
  { id, text, contact, idempotencyKey }: RaisedObjection,
): Promise<RecommendationOutcome> {
  const { sealer, now } = objecting;
  const contactHash = sealer.searchHash(sealedFields.objector, comparedContact(contact));
  return performOnRecommendation(
    objecting,
    { id, version: null, idempotencyKey },
    verb({
      act: 'objectToRecommendation',
      payload: { text, contactHash },
      visible: publicised,
      judge: (recommendation) => {
        limitObjections(recommendation, contactHash);
        return [judgeObjection(recommendation, dayAt(now))];
      },
      next: ({ objections }) => ({
        objections: withObjection(objections, {
          text,
          contact: sealer.seal(sealedFields.objector, contact),
          contactHash,
          raisedAt: now,
        }),
      }),
    }),
  );
}

/** @throws GraphQLError RATE_LIMITED when a contact has objected to a recommendation as often as it may */
function limitObjections({ objections }: Recommendation, contactHash: SearchHash): void {
  if (hasObjectedEnough(objections, contactHash))
    throw codedError('RATE_LIMITED', 'this contact has objected often enough', {
      maximum: MOST_OBJECTIONS_OF_ONE_CONTACT,
    });
}
