import { describe, expect, test } from '@jest/globals';
import { listEvents } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { done, issued, newKey, people, shown, useCertificates } from './certificate-acts.js';
import { FILING } from './exams.js';

const { served, clock } = useCertificates();

const order = async (certificateIds: readonly string[], over: Record<string, unknown> = {}) => {
  const revocationId = newKey();
  const payload = { caseId: 'case-1', revocationId, filingId: FILING, certificateIds, reason: 'OUT_OF_SCOPE', ...over };
  await publishForTest(served().events, { type: 'revocation.ordered', payload, at: clock.now() });
  await served().settle();
  return payload;
};
const answersTo = async (revocationId: string) => {
  const events = await listEvents(served().events, 0, 10_000);
  return events
    .filter(({ type, payload }) => type === 'revocation.applied' && payload.includes(revocationId))
    .map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
};

describe('CRT-003: what supervision orders of certificates', () => {
  test('is done with the case it was decided in, and answered', async () => {
    const all = [await issued(served()), await issued(served())];
    const { revocationId } = await order(all.map(({ id }) => id));
    for (const { id } of all)
      expect(await shown(served(), id)).toMatchObject({
        status: 'REVOKED',
        revocation: { reason: 'OUT_OF_SCOPE', revokedOn: '2026-11-01', caseId: 'case-1' },
      });
    expect(await answersTo(revocationId)).toEqual([
      { revocationId, caseId: 'case-1', filingId: FILING, refused: [], appliedOn: '2026-11-01' },
    ]);
  });

  test('is done once under one id, in whatever event it comes', async () => {
    const one = await issued(served());
    const first = await order([one.id]);
    await order([one.id], { revocationId: first.revocationId });
    expect(await answersTo(first.revocationId)).toHaveLength(1);
    expect(await shown(served(), one.id)).toMatchObject({ version: 2 });
  });

  test('is done whole or not at all, and says why it is not', async () => {
    const one = await issued(served());
    const revoked = await done(served(), 'revokeCertificate', await issued(served()), people.centre);
    const answer = async (ids: readonly string[], over = {}) =>
      (await answersTo((await order(ids, over)).revocationId)).map(({ refused, appliedOn }) => [refused, appliedOn]);
    expect(await answer([one.id, 'certificate-none'])).toEqual([[['NO_SUCH_CERTIFICATE'], null]]);
    expect(await answer([one.id, revoked.id])).toEqual([[['ILLEGAL_TRANSITION'], null]]);
    expect(await answer([one.id], { filingId: 'filing-other' })).toEqual([[['CERTIFICATE_OF_OTHER_FILING'], null]]);
    expect(await shown(served(), one.id)).toMatchObject({ status: 'VALID', version: 1 });
  });
});
