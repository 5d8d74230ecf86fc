import type { Clause, LedgerId } from '@shanghai/kernel';
import { type Consequence, consequence } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { certificatesCounted } from '../statistics/certificates-counted.js';
import type { Certificate } from './certificate.js';
import { registeredEvent } from './certificate-event.js';
import { insertCertificates } from './certificate-store.js';

/** On what a certificate rests. */
export interface IssueGrounds {
  readonly clauses: readonly Clause[];
  readonly rules: readonly LedgerId[];
}

/**
 * 发证 as a consequence of an act on something else, such as a comparison case: the record, its journal row, its event and the
 * counts, in the transaction of the act. Whether it may be issued the act has judged.
 */
export function issueCertificate(store: Connection, certificate: Certificate, grounds: IssueGrounds): Consequence {
  return consequence<Certificate>({
    aggregate: `certificate/${certificate._id}`,
    name: 'issueCertificate',
    load: async () => Promise.resolve(null),
    next: () => certificate,
    save: async (state, version, session) => {
      await insertCertificates(store, [{ ...state, version }], session);
      await certificatesCounted(store, [{ before: null, after: state }], session);
    },
    grounds: grounds.clauses,
    rules: grounds.rules,
    event: registeredEvent(certificate),
  });
}
