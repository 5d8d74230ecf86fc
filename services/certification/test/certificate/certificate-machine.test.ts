import { describe, expect, test } from '@jest/globals';
import { listEvents } from '@shanghai/platform';
import { type CertificateState, certificateSteps } from '../../dist/certificate/certificate-machine.js';
import { type Shown, act, codesOf, done, issue, issued, people, shown, useCertificates } from './certificate-acts.js';
import { endedScope, on, scopeOf } from './exams.js';

const ENDED = 'filing-ended';
const { served } = useCertificates(
  scopeOf(),
  endedScope('TERMINATED', '2026-10-15', {
    _id: ENDED,
    termination: { kind: 'VOLUNTARY', effectiveOn: on('2026-10-15') },
  }),
);

const toldOf = async (id: string) => {
  await served().settle();
  const events = await listEvents(served().events, 0, 10_000);
  return events.filter(({ payload }) => payload.includes(id)).map(({ type }) => type);
};

/** A certificate in each state, by the acts that lead there. */
const inState: Readonly<Record<CertificateState, () => Promise<Shown>>> = {
  VALID: async () => issued(served()),
  FLAGGED: async () => done(served(), 'flagCertificate', await issued(served()), people.pudong),
  REVOKED: async () => done(served(), 'revokeCertificate', await issued(served()), people.centre),
  HIDDEN: async () => {
    const asked = await done(served(), 'requestHiding', await issued(served()), people.agency);
    return done(served(), 'approveHiding', asked, people.centre);
  },
};

describe('every row of machine 7', () => {
  test('a certificate is issued after an exam: valid, of nobody that is told', async () => {
    const one = await issued(served());
    expect(one).toMatchObject({ status: 'VALID', version: 1, revision: 1, printNo: 1, inScope: true, flags: [] });
    expect(one).toMatchObject({ holderName: '安****', number: expect.stringMatching(/^SH[0-9A-HJKMNP-TV-Z]{20}$/) });
    expect(await toldOf(one.id)).toEqual(['certificate.registered']);
  });

  test('a flag is raised and cleared, and stays with the reason why it was cleared', async () => {
    const flagged = await inState.FLAGGED();
    expect(flagged).toMatchObject({ status: 'FLAGGED', flags: [{ code: 'FLAGGED_BY_OFFICER', clearedBecause: null }] });
    const cleared = await done(served(), 'clearCertificate', flagged, people.pudong);
    expect(cleared).toMatchObject({ status: 'VALID', flags: [{ clearedBecause: '示例原因' }] });
  });

  test.each(['VALID', 'FLAGGED'] as const)('a correction of one that is %s is confirmed by another', async (state) => {
    const asked = await done(served(), 'requestCorrection', await inState[state](), people.agency);
    expect(asked).toMatchObject({ status: state, revision: 1, correction: { holderName: '安*' } });
    const corrected = await done(served(), 'confirmCorrection', asked, people.colleague);
    expect(corrected).toMatchObject({ status: 'VALID', revision: 2, holderName: '安*', correction: null });
    expect(await toldOf(corrected.id)).toEqual(['certificate.registered', 'certificate.corrected']);
  });

  test('a re-issue is one print more', async () => {
    const again = await done(served(), 'reissueCertificate', await issued(served()), people.agency);
    expect(again).toMatchObject({ status: 'VALID', printNo: 2, revision: 1 });
    expect(await toldOf(again.id)).toEqual(['certificate.registered', 'certificate.reissued']);
  });

  test.each(['VALID', 'FLAGGED'] as const)(
    'one that is %s is revoked for a printed reason and stays',
    async (state) => {
      const revoked = await done(served(), 'revokeCertificate', await inState[state](), people.centre);
      expect(revoked).toMatchObject({
        status: 'REVOKED',
        revocation: { reason: 'ERRONEOUS', revokedOn: '2026-11-01' },
      });
      expect(await shown(served(), revoked.id)).toMatchObject({ status: 'REVOKED' });
      expect(await toldOf(revoked.id)).toEqual(['certificate.registered', 'certificate.revoked']);
    },
  );

  test('a deletion that was approved hides and deletes nothing', async () => {
    const hidden = await inState.HIDDEN();
    expect(hidden).toMatchObject({ status: 'VALID', hiddenOn: '2026-11-01', availableActs: [] });
    expect(await shown(served(), hidden.id)).toMatchObject({ version: 3 });
  });

  test('the end of a filing leaves its certificates valid (FIL-010)', async () => {
    const one = await issued(served(), { examOn: '2026-10-01' }, ENDED);
    expect(one).toMatchObject({ status: 'FLAGGED', inScope: true, flags: [{ code: 'FILING_TERMINATED' }] });
  });

  test('one exam gives one certificate, until that is revoked', async () => {
    const first = await issued(served(), { holderIdNumber: '11010519491231002X' });
    const again = await issue(served(), { holderIdNumber: '11010519491231002X' });
    expect(codesOf(again)).toEqual(['CRT-006 DUPLICATE_CERTIFICATE']);
    await done(served(), 'revokeCertificate', first, people.centre);
    expect(await issued(served(), { holderIdNumber: '11010519491231002X' })).toMatchObject({ status: 'VALID' });
  });
});

/** Who does an act when the machine lets him. */
const actors: Readonly<Record<string, keyof typeof people>> = {
  AGENCY: 'agency',
  CENTRE: 'centre',
  DISTRICT_BUREAU: 'centre',
};
const onStored = certificateSteps.filter(({ from }) => !from.includes(null));
const states = Object.keys(inState) as CertificateState[];
const illegal = onStored.flatMap(({ act: name, by, from }) =>
  states.filter((state) => !from.includes(state)).map((state) => [name, state, actors[by[0]!]!] as const),
);

test.each(illegal)('%s is refused on one that is %s', async (name, state, actor) => {
  const one = await inState[state]();
  const outcome = await act(served(), name, one, people[actor]);
  expect(codesOf(outcome).map((code) => code.split(' ')[1])).toEqual(['ILLEGAL_TRANSITION']);
  expect(await shown(served(), one.id)).toMatchObject({ version: one.version });
});
