import { type Day, dayAt, stableId } from '@shanghai/kernel';
import { type JournalEvent, rowsOf } from '@shanghai/platform';
import type { Drafting } from '../../application/acts/draft-application.js';
import { scopeOf } from '../../application/scope-of.js';
import { type RecordKind, type RecordOutcome, performOnRecord } from '../../record/perform-on-record.js';
import { rosterFactsOn } from '../../roster/roster-on.js';
import { findRoster } from '../../roster/roster-store.js';
import { commitmentSteps } from '../commitment-machine.js';
import { documentRecords, findDocumentsOf } from '../commitment-store.js';
import { textOfVersion, textOn } from '../commitment-texts.js';
import { SIGNATORY_FIELD, type SignedDocument } from '../signed-document.js';
import { type Signing, type SigningFacts, judgeSigning } from '../signing-rules.js';

/** What is signed, by whom, for which body. */
export interface SignedText extends Signing {
  readonly agencyName: string;
  readonly idempotencyKey: string;
}

/** A document as it was signed, or every reason why it was not. */
export type SigningOutcome = RecordOutcome<SignedDocument>;

const documents: RecordKind<SignedDocument, 'signCommitment'> = {
  kind: 'commitment',
  steps: commitmentSteps,
  find: async ({ store, caller }, id, session) =>
    documentRecords.find(store, id, rowsOf(caller, { agency: 'agencyId' }), session),
  save: documentRecords.save,
  tell: (_act, document) => signedEvent(document),
};

/** 签署机构承诺书、个人廉洁责任书: in the text in force on the day, by who has to (STF-017). It is never changed. */
export async function signCommitment(acting: Drafting, signed: SignedText): Promise<SigningOutcome> {
  const { store, caller, sealer, now } = acting;
  const { kind, capacity, staffId, signatory, signedOn, agencyName, idempotencyKey } = signed;
  const agencyId = scopeOf(caller, 'agency');
  const id = stableId('commitment', agencyId, kind, idempotencyKey);
  const who = sealer.searchHash(SIGNATORY_FIELD, signatory);
  return performOnRecord<SignedDocument, 'signCommitment', SigningFacts>(
    documents,
    acting,
    { id, version: 0, idempotencyKey },
    {
      act: 'signCommitment',
      payload: { kind, capacity, staffId, signedOn, agencyName, who },
      guards: [`commitment/${agencyId}`],
      blank: {
        ...{ _id: id, status: 'SIGNED', kind, number: numberOf(id, signed), agencyId, agencyName, capacity },
        ...{ signatory: sealer.seal(SIGNATORY_FIELD, signatory), person: null, signedOn },
        textVersion: textOn(kind, signedOn)?.version ?? '',
      },
      facts: async (_document, session) => {
        const roster = staffId === null ? null : await findRoster(store, agencyId, session);
        const staff = roster ? rosterFactsOn(roster, signedOn).staff : [];
        return {
          signer: staff.find((one) => one.id === staffId) ?? null,
          earlier: await findDocumentsOf(store, agencyId, session),
        };
      },
      judge: (_document, facts) => judgeSigning(signed, facts, dayAt(now)),
      next: (_document, { signer }) => ({ person: (signer?.person ?? null) as SignedDocument['person'] }),
    },
  );
}

/** Number: what it is, the day, and eight characters that no other has. */
function numberOf(id: string, { kind, signedOn }: { readonly kind: SignedDocument['kind']; readonly signedOn: Day }) {
  const prefix = kind === 'AGENCY_COMMITMENT' ? 'CN' : 'LZ';
  return `${prefix}${signedOn.replaceAll('-', '')}-${id.slice(-8).toUpperCase()}`;
}

/** What others may cite of it: never who signed. */
function signedEvent({ _id, number, kind, agencyId, textVersion, signedOn }: SignedDocument): JournalEvent {
  const paragraphs = textOfVersion(kind, textVersion).paragraphs.map(({ no, rule }) => ({ no, rule }));
  return {
    type: 'commitment.signed',
    payload: { documentId: _id, number, kind, agencyId, textVersion, signedOn, paragraphs },
  };
}
