import { dayAt } from '@shanghai/kernel';
import type { ServedSubgraph } from '@shanghai/platform/testing';
import { type SignedText, type SigningOutcome, signCommitment } from '../dist/commitment/acts/sign-commitment.js';
import type { Roster } from '../dist/roster/roster.js';
import { instant } from './application-facts.js';
import { acting, newKey } from './application-life.js';
import { doneRecord, ofAgency } from './record-acts.js';

/** Signs something for an agency; by default the commitment, by its legal representative, on the day of the act. */
export async function sign(
  { connection }: Pick<ServedSubgraph, 'connection'>,
  agencyId: string,
  at: string,
  changed: Partial<SignedText> = {},
): Promise<SigningOutcome> {
  return signCommitment(acting({ connection }, ofAgency(agencyId), at), {
    ...{ kind: 'AGENCY_COMMITMENT', capacity: 'LEGAL_REPRESENTATIVE', staffId: null, signatory: '示例法定代表人' },
    ...{ signedOn: dayAt(instant(at)), agencyName: '示例比照认定中心', idempotencyKey: newKey() },
    ...changed,
  });
}

/** Signs all that the people of a roster have to: the head the commitment, everybody the pledge. */
export async function signEverything(
  served: Pick<ServedSubgraph, 'connection'>,
  { _id: agencyId, staff }: Roster,
  at: string,
): Promise<void> {
  const head = { capacity: 'AGENCY_HEAD', staffId: staff[0]!.id } as const;
  doneRecord(await sign(served, agencyId, at, head));
  for (const { id: staffId } of staff)
    doneRecord(await sign(served, agencyId, at, { kind: 'INTEGRITY_PLEDGE', capacity: 'STAFF', staffId }));
}
