import { describe, expect, test } from '@jest/globals';
import { testSealer } from '@shanghai/platform/testing';
import { uploadCertificates } from '../../dist/upload/upload-certificates.js';
import { csvOf, rowOf } from '../upload/files.js';
import { act, codesOf, done, issue, issued, newKey, people, shown, useCertificates } from './certificate-acts.js';
import { FILING, endedScope, idNumberOf, on, scopeOf } from './exams.js';

const DISTRICT_FILING = 'filing-district';
const ORDERED = 'filing-ordered';
const { served, clock } = useCertificates(
  scopeOf(),
  scopeOf({ _id: DISTRICT_FILING, authority: { body: 'DISTRICT_BUREAU', district: '310104' } }),
  endedScope('TERMINATED', '2026-10-15', {
    _id: ORDERED,
    termination: { kind: 'ORDERED', effectiveOn: on('2026-10-15') },
  }),
);

describe('what guards the issue', () => {
  test.each([
    [{ level: 'TECHNICIAN' }, 'FIL-004 OUT_OF_FILING_SCOPE'],
    [{ level: 'CHIEF_TECHNICIAN' }, 'CRT-001 INVALID_LEVEL_SET'],
    [{ examOn: '2024-12-31' }, 'FIL-004 NOT_FILED'],
    [{ scoreConfirmedBy: null }, 'CRT-001 SCORE_NOT_CONFIRMED'],
    [{ scoreConfirmedBy: 'S-1' }, 'STF-012 POST_CONFLICT'],
    [{ holderIdNumber: '11010520151231002X' }, 'CRT-001 INVALID_ID_NUMBER'],
  ])('%j is refused', async (exam, code) => {
    expect(codesOf(await issue(served(), exam))).toEqual([code]);
  });

  test('every reason is told at once, and nothing is kept', async () => {
    const outcome = await issue(served(), { level: 'TECHNICIAN', scoreConfirmedBy: null });
    expect(codesOf(outcome)).toEqual(['FIL-004 OUT_OF_FILING_SCOPE', 'CRT-001 SCORE_NOT_CONFIRMED']);
  });

  test('a filing that is another agency’s is none', async () => {
    expect(await issue(served(), {}, { by: people.stranger })).toEqual({ errors: ['BAD_USER_INPUT'] });
    expect(await issue(served(), {}, { filingId: 'filing-none' })).toEqual({ errors: ['BAD_USER_INPUT'] });
  });

  test('an ordered end takes the written approval', async () => {
    const at = { filingId: ORDERED };
    expect(codesOf(await issue(served(), {}, at))).toEqual(['FIL-010 FILING_TERMINATED']);
    const approved = await issue(served(), {}, { ...at, approvalNo: '示例批〔2026〕1号' });
    expect(approved.certificate).toMatchObject({ status: 'FLAGGED' });
  });

  test('a number is one certificate’s for good', async () => {
    const first = await issued(served(), { number: 'Y000031000001264000001' });
    await done(served(), 'revokeCertificate', first, people.centre);
    const again = await issue(served(), { number: 'Y000031000001264000001' });
    expect(codesOf(again)).toEqual(['CRT-001 CERTIFICATE_NUMBER_TAKEN']);
  });

  test('the same key gives the same certificate, and another exam under it is a conflict', async () => {
    const key = newKey();
    const exam = { holderIdNumber: '11010519491231002X' };
    const first = await issue(served(), exam, { key });
    const again = await issue(served(), exam, { key });
    expect([again.isRepeated, again.certificate.id]).toEqual([true, first.certificate.id]);
    expect(await issue(served(), { ...exam, level: 'SENIOR' }, { key })).toEqual({ errors: ['CONFLICT'] });
  });
});

describe('STF-009: a correction', () => {
  test('is not confirmed by who has asked for it', async () => {
    const asked = await done(served(), 'requestCorrection', await issued(served()), people.agency);
    expect(codesOf(await act(served(), 'confirmCorrection', asked, people.agency))).toEqual([
      'STF-009 SEPARATION_OF_DUTY',
    ]);
  });

  test('has been asked for', async () => {
    const one = await issued(served());
    expect(codesOf(await act(served(), 'confirmCorrection', one, people.colleague))).toEqual([
      'CRT-004 CORRECTION_NOT_ASKED',
    ]);
  });

  test.each([
    [{ reason: '示例', holderName: '=1+1' }, ['CRT-001 INVALID_NAME']],
    [{ reason: '示例', holderIdNumber: '110105194912310021' }, ['CRT-004 INVALID_ID_NUMBER']],
    [{ reason: '示例', issuedOn: '2026-10-09' }, ['CRT-004 EXAM_DAY_INVALID']],
  ])('that is none is refused: %j', async (correction, codes) => {
    const one = await issued(served());
    expect(codesOf(await act(served(), 'requestCorrection', one, people.agency, { correction }))).toEqual(codes);
  });

  test('of nothing is no correction', async () => {
    const one = await issued(served());
    const nothing = { correction: { reason: '示例' } };
    expect(await act(served(), 'requestCorrection', one, people.agency, nothing)).toEqual({
      errors: ['BAD_USER_INPUT'],
    });
  });

  test('that makes it another’s exam is refused', async () => {
    const other = { holderIdNumber: idNumberOf(7, '19650101') };
    await issued(served(), other);
    const one = await issued(served());
    const correction = { reason: '示例', ...other };
    const asked = await done(served(), 'requestCorrection', one, people.agency, { correction });
    expect(codesOf(await act(served(), 'confirmCorrection', asked, people.colleague))).toEqual([
      'CRT-006 DUPLICATE_CERTIFICATE',
    ]);
  });
});

describe('CRT-003, CRT-004: the authority of the filing', () => {
  test('revokes, and the bureau of the seat does not', async () => {
    const one = await issued(served(), {}, DISTRICT_FILING);
    expect(codesOf(await act(served(), 'revokeCertificate', one, people.pudong))).toEqual([
      'CRT-003 NOT_FILING_AUTHORITY',
    ]);
    expect(await done(served(), 'revokeCertificate', one, people.xuhui)).toMatchObject({ status: 'REVOKED' });
  });

  test('approves a deletion that was asked for, and no other', async () => {
    const one = await issued(served());
    expect(codesOf(await act(served(), 'approveHiding', one, people.centre))).toEqual(['CRT-004 HIDING_NOT_ASKED']);
    const asked = await done(served(), 'requestHiding', one, people.agency);
    expect(codesOf(await act(served(), 'approveHiding', asked, people.pudong))).toEqual([
      'CRT-004 NOT_FILING_AUTHORITY',
    ]);
  });
});

describe('rows of others', () => {
  test('are none: for another agency, for a bureau that has not to do with it', async () => {
    const one = await issued(served());
    expect(await shown(served(), one.id, people.stranger)).toBeNull();
    expect(await shown(served(), one.id, people.xuhui)).toBeNull();
    expect(await act(served(), 'reissueCertificate', one, people.stranger)).toEqual({ errors: ['BAD_USER_INPUT'] });
    const list = '{ certificates(first: 5) { totalCount nodes { id } } }';
    expect((await served().ask(list, {}, people.stranger)).data.certificates).toEqual({ totalCount: 0, nodes: [] });
  });

  test('an act on a version that has passed is a conflict', async () => {
    const one = await issued(served());
    await done(served(), 'reissueCertificate', one, people.agency);
    expect(await act(served(), 'reissueCertificate', one, people.agency)).toEqual({ errors: ['CONFLICT'] });
  });

  test('an analyst reads no number and no name', async () => {
    const one = await issued(served());
    const ask = async (field: string) =>
      (await served().ask(`query ($id: ID!) { certificate(id: $id) { ${field} } }`, one, people.analyst)).errors;
    for (const field of ['number', 'holderName', 'holderIdNumber'])
      expect(await ask(field)).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await ask('occupation level status')).toEqual([]);
  });
});

describe('what is known of filings', () => {
  test('too late refuses, and the same request passes a little later', async () => {
    const acting = (behind: number) => ({
      ...{ store: served().connection, caller: people.agency, now: clock.now(), sealer: testSealer },
      lag: async () => Promise.resolve(behind),
    });
    const file = { filingId: FILING, source: 'UPLOADED', format: 'CSV', approvalNo: null, batchKey: newKey() } as const;
    const asked = { ...file, text: csvOf([rowOf(0)]) };
    const refused = await uploadCertificates(acting(501), asked);
    expect('refusals' in refused && refused.refusals).toMatchObject([{ rule: 'FIL-004', code: 'FILING_DATA_BEHIND' }]);
    expect(await uploadCertificates(acting(500), asked)).toMatchObject({ isRepeated: false, batch: { rows: 1 } });
  });
});
