import {
  MOST_OBJECTIONS_OF_ONE_CONTACT,
  comparedContact,
  dayAt,
  hasObjectedEnough,
  withObjection,
} from '@shanghai/kernel';
import { type SearchHash, codedError } from '@shanghai/platform';
import type { Application } from '../application.js';
import { publicised } from '../application-store.js';
import { type ApplicationActOutcome, performOnApplication, verb } from '../perform-on-application.js';
import { judgeObjection } from '../publicity-rules.js';
import { sealedFields } from '../seal-form.js';
import type { Drafting } from './draft-application.js';

/** 异议 as it is raised. */
export interface RaisedObjection {
  readonly id: string;
  readonly text: string;
  readonly contact: string;
  readonly idempotencyKey: string;
}

/** 提出异议: by anyone, while publicity runs. The contact is sealed, and counted by what it has in common with itself. */
export async function raiseObjection(
  objecting: Drafting,
  { id, text, contact, idempotencyKey }: RaisedObjection,
): Promise<ApplicationActOutcome> {
  const { sealer, now } = objecting;
  const contactHash = sealer.searchHash(sealedFields.objector, comparedContact(contact));
  return performOnApplication(
    objecting,
    { id, version: null, idempotencyKey },
    verb({
      act: 'raiseObjection',
      visible: publicised,
      payload: { text, contactHash },
      judge: (application) => {
        limitObjections(application, contactHash);
        return [judgeObjection(application, dayAt(now))];
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

/** @throws GraphQLError RATE_LIMITED when a contact has objected to an application as often as it may */
function limitObjections({ objections }: Application, contactHash: SearchHash): void {
  if (hasObjectedEnough(objections, contactHash))
    throw codedError('RATE_LIMITED', 'this contact has objected often enough', {
      maximum: MOST_OBJECTIONS_OF_ONE_CONTACT,
    });
}
