import { describe, expect, test } from '@jest/globals';
import { entryOf, listEvents, verifyJournal } from '@shanghai/platform';
import { findCertificatesOfBatch } from '../../dist/certificate/certificate-store.js';
import { certificateOf } from '../../dist/certificate/perform-on-certificate.js';
import { contentDigestOf } from '../../dist/upload/make-batch.js';
import { act, done, newKey, people, useCertificates } from '../certificate/certificate-acts.js';
import { FILING, endedScope, scopeOf } from '../certificate/exams.js';
import { csvOf, jsonLinesOf, rowCodes, rowOf, upload } from './files.js';

const SUSPENDED = 'filing-suspended';
const { served } = useCertificates(scopeOf(), endedScope('SUSPENDED', '2026-10-10', { _id: SUSPENDED }));
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => rowOf(from + at));
const count = async (collection: string, where = {}) =>
  served().connection.db!.collection(collection).countDocuments(where);
const eventsOf = async (type: string) => {
  await served().settle();
  const events = await listEvents(served().events, 0, 10_000);
  return events.filter((one) => one.type === type).map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
};

describe('a batch', () => {
  test('is one act with one journal row and one event, and certificates beside it', async () => {
    const { batch } = await upload(served(), csvOf(rows(0, 30)));
    expect(batch).toMatchObject({ rows: 30, flaggedRows: 0, source: 'UPLOADED' });
    expect(await count('certificates', { batchId: batch.id, version: 0, status: 'VALID' })).toBe(30);
    expect(await count('journal', { aggregate: `certificate-batch/${batch.id}` })).toBe(1);
    expect(await count('journal', { aggregate: /^certificate\// })).toBe(0);
    const [told] = await eventsOf('certificates.registered');
    expect(told).toMatchObject({
      batchId: batch.id,
      rows: 30,
      unfit: [],
      counts: [{ level: 'INTERMEDIATE', count: 30 }],
    });
    expect((await verifyJournal(served().connection)).faults).toEqual([]);
  });

  test('is bound by its digest to what was stored, and a certificate of it begins its own history', async () => {
    const { batch } = await upload(served(), csvOf(rows(100, 103)));
    const stored = await findCertificatesOfBatch(served().connection, batch.id);
    expect(contentDigestOf(stored.map(certificateOf))).toBe(batch.contentDigest);
    const journal = served().connection.db!.collection('journal');
    const row = await journal.findOne({ aggregate: `certificate-batch/${batch.id}` });
    expect(entryOf(row as unknown as { body: string }).after).toMatchObject({ contentDigest: batch.contentDigest });
    const again = await done(served(), 'reissueCertificate', { id: stored[0]!._id, version: 0 }, people.agency);
    expect(again).toMatchObject({ version: 1, printNo: 2, batchLine: 2 });
    expect((await verifyJournal(served().connection)).faults).toEqual([]);
  });

  test('is read from lines of JSON, objects or arrays, as from a table', async () => {
    const [one, two, three] = rows(200, 203);
    const objects = await upload(served(), jsonLinesOf([one!, { ...two!, level: 4, appliedOn: null }]), {
      format: 'JSON_LINES',
    });
    expect(objects.batch).toMatchObject({ rows: 2 });
    const arrays = [Object.keys(three!), Object.values(three!)].map((line) => JSON.stringify(line)).join('\n');
    expect((await upload(served(), arrays, { format: 'JSON_LINES' })).batch).toMatchObject({ rows: 1 });
  });

  test('under the same key is the same for good, whoever of the agency asks; another file is a conflict', async () => {
    const key = newKey();
    const file = csvOf(rows(300, 303));
    const first = await upload(served(), file, { key });
    for (const by of [people.agency, people.colleague])
      expect(await upload(served(), file, { key, by })).toMatchObject({ isRepeated: true, batch: first.batch });
    expect(await upload(served(), csvOf(rows(303, 304)), { key })).toEqual({ errors: [['CONFLICT', undefined]] });
    expect(await count('certificates', { batchId: first.batch.id })).toBe(3);
  });

  test('sent twice at once is one', async () => {
    const key = newKey();
    const file = csvOf(rows(320, 340));
    const both = await Promise.all([upload(served(), file, { key }), upload(served(), file, { key })]);
    expect(both.map(({ batch }) => batch?.rows)).toEqual([20, 20]);
    expect(await count('certificates', { batchId: both[0].batch.id })).toBe(20);
  });

  test('with the same exam in two files at once is registered once', async () => {
    const both = await Promise.all([1, 2].map(async () => upload(served(), csvOf(rows(350, 360)))));
    expect(both.filter(({ batch }) => batch)).toHaveLength(1);
    expect(both.find(({ batch }) => !batch)!.counts).toEqual([
      { rule: 'CRT-006', code: 'DUPLICATE_CERTIFICATE', count: 10 },
    ]);
  });

  test('of another agency’s filing is none', async () => {
    const file = csvOf(rows(380, 381));
    expect(await upload(served(), file, { by: people.stranger })).toEqual({ errors: [['BAD_USER_INPUT', undefined]] });
  });
});

describe('a batch with a row that is refused', () => {
  test('is refused whole: each row, column and code at once, and nothing is kept', async () => {
    const before = await count('certificates');
    const refused = await upload(
      served(),
      csvOf([
        rowOf(400),
        rowOf(401, { level: '2' }),
        rowOf(402, { scoreConfirmedBy: '' }),
        rowOf(403, { idNumber: '110105194912310021', examOn: '2026-02-30' }),
        rowOf(400),
      ]),
    );
    expect(rowCodes(refused)).toEqual([
      '3 level OUT_OF_FILING_SCOPE',
      '4 scoreConfirmedBy SCORE_NOT_CONFIRMED',
      '5 idNumber INVALID_ID_NUMBER',
      '5 examOn INVALID_DAY',
      '6  DUPLICATE_CERTIFICATE',
    ]);
    expect(refused).toMatchObject({ rows: 5, refusedRows: 4 });
    expect(refused.report).toContain('3,等级,OUT_OF_FILING_SCOPE,FIL-004,该等级不在备案范围内');
    expect(await count('certificates')).toBe(before);
  });

  // BAD-INPUTS 35.
  test('BAD-INPUTS 35: out of scope is told to supervision once, by rules and numbers alone', async () => {
    const file = csvOf([rowOf(500), rowOf(501), rowOf(502, { level: '1' })]);
    const before = (await eventsOf('upload.refused')).length;
    await upload(served(), file);
    await upload(served(), file);
    const told = (await eventsOf('upload.refused')).slice(before);
    expect(told).toMatchObject([
      {
        ...{ filingId: FILING, rows: 3, refusedRows: 1, outOfScopeRows: 1 },
        counts: [{ rule: 'FIL-004', code: 'OUT_OF_FILING_SCOPE', count: 1 }],
      },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/\d{17}/);
  });

  test('on a day on which the agency was suspended names the rule', async () => {
    const refused = await upload(served(), csvOf([rowOf(510), rowOf(511, { examOn: '2026-10-09' })]), {
      filingId: SUSPENDED,
    });
    expect(rowCodes(refused)).toEqual(['2  FILING_SUSPENDED']);
  });

  test('is in the audit of what was refused, with one code each', async () => {
    const refused = served().connection.db!.collection('refusedActs');
    const [last] = await refused.find({ act: 'uploadCertificates' }).sort({ at: -1 }).limit(1).toArray();
    expect(last).toBeDefined();
  });
});

describe('historical records', () => {
  test('that do not fit are flagged and not refused, and supervision is told which', async () => {
    const file = csvOf([
      rowOf(600),
      rowOf(601, { level: '1' }),
      rowOf(600),
      rowOf(603, { examOn: '2020-01-01', issuedOn: '2020-02-01', scoreEnteredBy: '', scoreConfirmedBy: '' }),
    ]);
    const { batch } = await upload(served(), file, { as: 'import', by: people.centre });
    expect(batch).toMatchObject({ rows: 4, flaggedRows: 3, source: 'IMPORTED' });
    const stored = await findCertificatesOfBatch(served().connection, batch.id);
    expect(stored.map(({ status, inScope, flags }) => [status, inScope, flags.map(({ code }) => code)])).toEqual([
      ['VALID', true, []],
      ['FLAGGED', false, ['OUT_OF_FILING_SCOPE']],
      ['FLAGGED', true, ['DUPLICATE_CERTIFICATE']],
      ['FLAGGED', false, ['NOT_FILED']],
    ]);
    expect(stored[2]!.duplicateOf).toBe(stored[0]!._id);
    const told = (await eventsOf('certificates.registered')).at(-1)!;
    expect(told['unfit']).toHaveLength(3);
    const revoked = await done(served(), 'revokeCertificate', { id: stored[1]!._id, version: 0 }, people.centre, {
      reason: 'OUT_OF_SCOPE',
    });
    expect(revoked).toMatchObject({ status: 'REVOKED', revocation: { reason: 'OUT_OF_SCOPE' } });
  });

  test('are refused where they cannot be stored: what cannot be read, a number that is taken', async () => {
    const twice = { number: 'Y000031000001264000009' };
    const file = csvOf([rowOf(610, twice), rowOf(611, twice), rowOf(612, { examOn: 'x' })]);
    expect(rowCodes(await upload(served(), file, { as: 'import', by: people.centre }))).toEqual([
      '3 number CERTIFICATE_NUMBER_TAKEN',
      '4 examOn INVALID_DAY',
    ]);
  });

  test('are the Centre’s to import, and a batch is shown to nobody else', async () => {
    const { batch } = await upload(served(), csvOf([rowOf(620)]), { as: 'import', by: people.centre });
    const query = 'query ($id: ID!) { certificateBatch(id: $id) { table } }';
    const ask = async (by: (typeof people)[keyof typeof people]) => (await served().ask(query, batch, by)).data;
    expect((await ask(people.agency)).certificateBatch.table).toContain('安****,310***********');
    expect((await ask(people.stranger)).certificateBatch).toBeNull();
    const denied = await upload(served(), csvOf([rowOf(621)]), { as: 'import', by: people.agency });
    expect(denied).toEqual({ errors: [['FORBIDDEN', undefined]] });
  });
});

test('an act on a certificate of a batch is refused at a version it has not', async () => {
  const { batch } = await upload(served(), csvOf([rowOf(700)]));
  const [one] = await findCertificatesOfBatch(served().connection, batch.id);
  expect(await act(served(), 'reissueCertificate', { id: one!._id, version: 1 }, people.agency)).toEqual({
    errors: ['CONFLICT'],
  });
});
