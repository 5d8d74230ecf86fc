import { type Day, dayAt } from '@shanghai/kernel';
import { type BackgroundServices, type Cause, type Consumer, type StoredEvent, consequence } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { certificatesCounted } from '../statistics/certificates-counted.js';
import { revoked } from './acts/revoke-certificate.js';
import { revokedEvent } from './certificate-event.js';
import { certificateStepOf } from './certificate-machine.js';
import { findCertificatesById, replaceCertificate } from './certificate-store.js';
import type { Certificate, StoredCertificate } from './certificate.js';
import { type OrderedRevocation, refusedOrder } from './ordered-revocation-rules.js';
import { certificateOf } from './perform-on-certificate.js';
import { type TakenRevocation, insertRevocation, isRevocationTaken } from './revocation-store.js';

const system = { role: 'SYSTEM', subject: null } as const;

/** Takes what supervision orders of certificates, each order once and whole, and tells what became of it. */
export function takeRevocations(store: Connection, { clock }: Pick<BackgroundServices, 'clock'>): Consumer {
  return {
    name: 'revocations',
    async take(event, session) {
      if (event.type !== 'revocation.ordered') return;
      const order = JSON.parse(event.payload) as OrderedRevocation;
      // Ordered again under the same id, in an event of its own, it was taken already.
      if (await isRevocationTaken(store, order.revocationId, session)) return;
      await take(store, { order, event, now: clock.now() }, session);
    },
  };
}

interface Taking {
  readonly order: OrderedRevocation;
  readonly event: StoredEvent;
  readonly now: Date;
}

/** One transaction: the certificates, and what is told back, each with a journal row that names the case's. */
async function take(store: Connection, { order, event, now }: Taking, session: ClientSession): Promise<void> {
  const on = dayAt(now);
  const found = await findCertificatesById(store, order.certificateIds, {}, session);
  const refused = refusedOrder(order, found);
  const cause: Cause = {
    ...{ caller: system, at: now.toISOString(), cause: event.source },
    reason: `处理决定：${order.caseId}`,
  };
  const steps = [
    ...(refused.length > 0 ? [] : found.map((one) => revocation(store, one, order, on))),
    told(store, order, { refused, appliedOn: refused.length === 0 ? on : null }),
  ];
  for (const step of steps) await step.storeFor(cause, store, session);
}

function revocation(store: Connection, stored: StoredCertificate, { reason, caseId }: OrderedRevocation, on: Day) {
  const { act: name, clauses: grounds, guards: rules } = certificateStepOf('revokeCertificate');
  const before = certificateOf(stored);
  const after: Certificate = { ...before, ...revoked(reason, on, caseId) };
  return consequence<Certificate>({
    ...{ name, grounds, rules },
    aggregate: `certificate/${before._id}`,
    load: async () => Promise.resolve({ state: before, version: stored.version }),
    next: () => after,
    save: async (state, version, session) => {
      await replaceCertificate(store, { ...state, version }, session);
      await certificatesCounted(store, [{ before, after: state }], session);
    },
    event: revokedEvent(after),
  });
}

function told(
  store: Connection,
  { revocationId, caseId, filingId, certificateIds }: OrderedRevocation,
  outcome: Pick<TakenRevocation, 'refused' | 'appliedOn'>,
) {
  const taken = { _id: revocationId, caseId, filingId, certificateIds, ...outcome };
  return consequence<TakenRevocation>({
    aggregate: `revocation/${revocationId}`,
    name: outcome.appliedOn === null ? 'refuseRevocation' : 'applyRevocation',
    load: async () => Promise.resolve(null),
    next: () => taken,
    save: async (state, _version, session) => insertRevocation(store, state, session),
    grounds: certificateStepOf('revokeCertificate').clauses,
    event: { type: 'revocation.applied', payload: { revocationId, caseId, filingId, ...outcome } },
  });
}
