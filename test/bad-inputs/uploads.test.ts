import { beforeAll, describe, expect, test } from '@jest/globals';
import { type FiledScope, saveScope } from '@shanghai/certification';
import { day, residentIdCheck } from '@shanghai/kernel';
import { type Json, useGraph } from '../graph/graph.js';

const graph = useGraph();
const agency = { sub: 'lin', role: 'AGENCY', agency: 'example-uploads' };
const FILING = 'filing-example-uploads';
const HEADINGS =
  '姓名,身份证号码,职业（工种）,等级,评价日期,发证日期,参评人员类别,协议或委托编号,成绩录入人员,成绩评定人员';

beforeAll(async () => {
  const { connection } = graph().subgraph('certification');
  const item = { filedItemId: 'filed-item-1', itemId: 'item-1', mappingId: null, fullName: '示例装配工' };
  const scope: FiledScope = {
    ...{ _id: FILING, agencyId: agency.agency, termination: null, part: null, version: 1 },
    type: 'SOCIAL_ORGANISATION',
    agency: { name: '示例机构', type: 'SOCIAL_ORGANISATION', registrationDistrict: '310115', synthetic: true },
    authority: { body: 'CENTRE', district: null },
    items: [{ ...item, nameKey: '示例装配工', levels: [4, 3], from: null, to: null, notEvaluable: [] }],
    states: [{ status: 'ACTIVE', from: day('2025-01-01'), to: day('2027-12-31') }],
  };
  await connection.transaction(async (session) => saveScope(connection, scope, session));
});

let persons = 0;
const person = (born = '19900101') => {
  const body = `310115${born}${String(++persons).padStart(3, '0')}`;
  return body + residentIdCheck(body);
};
const row = (over: Readonly<Record<string, string>> = {}): string =>
  Object.values({
    ...{ name: '安娜卡列宁', idNumber: person(), occupation: '示例装配工', level: '4', examOn: '2026-10-10' },
    ...{ issuedOn: '2026-10-20', kind: '社会人员', agreementNo: '', by: 'S-1', confirmedBy: 'S-2', ...over },
  }).join(',');
const file = (...rows: readonly string[]) => [HEADINGS, ...rows].join('\n');

let keys = 0;
const UPLOAD = `mutation ($rows: UploadText!, $key: IdempotencyKey!) {
  uploadCertificates(filingId: "${FILING}", format: CSV, rows: $rows, idempotencyKey: $key) {
    ... on CertificateBatchDone { batch { id rows table } }
    ... on CertificateBatchRefused { refusedRows rowRefusals { line column code } report } } }`;

async function upload(rows: unknown): Promise<Json> {
  const { data, errors, status } = await graph().as(agency)(UPLOAD, { rows, key: `bad-upload-${++keys}` });
  return data?.uploadCertificates ?? { status, errors: errors.map(({ extensions }) => extensions['code']) };
}
const rowCodes = ({ rowRefusals }: Json) =>
  rowRefusals.map(({ line, column, code }: Json) => `${line} ${column} ${code}`);

describe('BAD-INPUTS 31: an identity number', () => {
  test.each([
    ['with another check character', '110105194912310021', 'INVALID_ID_NUMBER'],
    ['of fifteen digits', '110105491231002', 'INVALID_ID_NUMBER'],
    ['with a small x', '11010519491231002x', 'INVALID_ID_NUMBER'],
    ['of somebody who is not born', person('20990101'), 'INVALID_ID_NUMBER'],
    ['of somebody under sixteen on the day of the exam', person('20101011'), 'UNDER_AGE'],
  ])('%s is refused at its row and column', async (_, idNumber, code) => {
    expect(rowCodes(await upload(file(row(), row({ idNumber }))))).toEqual([`3 idNumber ${code}`]);
  });
});

test('BAD-INPUTS 32: an occupation code, however written, names no item', async () => {
  const rows = ['6-31-07-3', '6-31-07-03'].map((occupation) => row({ occupation }));
  expect(rowCodes(await upload(file(...rows)))).toEqual([
    '2 occupation INVALID_OCCUPATION_CODE',
    '3 occupation OCCUPATION_BY_CODE',
  ]);
});

test('BAD-INPUTS 33: a level is one of five', async () => {
  const rows = ['0', '6', '特级', '4、4'].map((level) => row({ level }));
  expect(rowCodes(await upload(file(...rows)))).toEqual([2, 3, 4, 5].map((line) => `${line} level INVALID_LEVEL_SET`));
});

test('BAD-INPUTS 34: a day is one of the calendar, in Shanghai', async () => {
  const days = ['2026-02-30', '2026-13-01', '2026-10-10 24:00', '12026-10-10', '46305'];
  const refused = await upload(file(...days.map((examOn) => row({ examOn }))));
  expect(rowCodes(refused)).toEqual(days.map((_, at) => `${at + 2} examOn INVALID_DAY`));
});

test('BAD-INPUTS 35: what is not filed is refused whole, and supervision is told', async () => {
  expect(rowCodes(await upload(file(row(), row({ level: '2' }))))).toEqual(['3 level OUT_OF_FILING_SCOPE']);
  await graph().settle();
  const events = graph().subgraph('certification').events.db!.collection('events');
  expect(await events.countDocuments({ type: 'upload.refused' })).toBe(1);
});

test('BAD-INPUTS 36: a name is kept exactly or refused, and the answer repeats none', async () => {
  const bad = ['安\u{202E}娜', '安\u{200B}娜', '安娜😀', '安'.repeat(1_000)];
  const refused = await upload(file(...bad.map((name) => row({ name }))));
  expect(rowCodes(refused)).toEqual(bad.map((_, at) => `${at + 2} name INVALID_NAME`));
  expect(refused.report).not.toContain('安');
  const { batch } = await upload(file(row({ name: '𠮷田' })));
  expect(batch.table).toContain('𠮷*');
});

describe('BAD-INPUTS 37: a file', () => {
  test('with its mark is read; with a formula in a cell it is written out as a text', async () => {
    const formula = '=cmd|/C calc!A0';
    const { batch } = await upload(`\u{FEFF}${file(row({ agreementNo: formula }))}`);
    expect(batch).toMatchObject({ rows: 1 });
    expect(batch.table).toContain(`'${formula}`);
    expect(batch.table).not.toContain(`,${formula}`);
  });

  test.each([
    ['without a column', file(row()).replace('姓名', '名字')],
    ['that is GBK', new TextDecoder('gb18030').decode(new TextEncoder().encode(file(row())))],
    ['with a column twice', file(row()).replace('职业（工种）', '姓名')],
    ['whose quote never ends', `${file(row())}\n"`],
    ['that is one line', 'x'.repeat(800_000)],
    ['without rows', HEADINGS],
    ['that is no text', { $gt: '' }],
    ['over the limit of a file', 'x'.repeat(900_001)],
  ])('%s is BAD_USER_INPUT', async (_, text) => {
    expect(await upload(text)).toMatchObject({ errors: ['BAD_USER_INPUT'] });
  });

  test('over the limit of a request is 413', async () => {
    const answer = await fetch(`${graph().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: UPLOAD, variables: { rows: 'x'.repeat(10_000_000), key: 'bad-upload-413' } }),
    });
    expect(answer.status).toBe(413);
  });

  test('with a row twice, or cells with quotes and line ends, is reported by row, all or nothing', async () => {
    const twice = row();
    const refused = await upload(file(twice, row({ agreementNo: '"甲\n""乙"""' }), twice));
    expect(rowCodes(refused)).toEqual(['4 agreementNo INVALID_AGREEMENT_NO', '5  DUPLICATE_CERTIFICATE']);
    const { connection } = graph().subgraph('certification');
    expect(await connection.db!.collection('certificateBatches').countDocuments({ rows: { $gt: 1 } })).toBe(0);
  });

  test('of thousands of rows leaves room for others', async () => {
    const rows = Array.from({ length: 4_000 }, () => row({ idNumber: '11010519491231002X' }));
    const uploading = upload(file(...rows));
    const beside = await graph().ask('{ comparisonMappings(first: 1) { nodes { id } } }');
    expect(beside.errors).toEqual([]);
    expect((await uploading).refusedRows).toBe(3_999);
  }, 60_000);
});
