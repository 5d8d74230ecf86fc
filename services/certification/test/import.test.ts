import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { databaseName, useMongo } from './certification.js';

const ON = '2026-07-01';
const OVERSEAS = '2026-30-annex-1.csv';
const ENTERPRISE = '2026-30-annex-2.csv';
const COUNTS =
  '{ overseas: comparisonMappings(kind: OVERSEAS) { totalCount } dual: comparisonMappings(kind: ENTERPRISE_DUAL) { totalCount } }';

const mongo = useMongo();
let folder: string;
let data: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certification-'));
  data = pathToFileURL(`${folder}/`);
});

afterAll(async () => rm(folder, { recursive: true }));

/** The data files with one text of one of them replaced. */
async function dataWith(file: string, text: string, by: string): Promise<URL> {
  await cp(new URL('../data', import.meta.url), folder, { recursive: true });
  const content = await readFile(join(folder, file), 'utf8');
  expect(content).toContain(text);
  await writeFile(join(folder, file), content.replace(text, by));
  return data;
}

describe('the annexes', () => {
  test('load whole, and what is irregular in them is recorded with its rows', async () => {
    const { ask, running } = await mongo.serve(ON);
    const { data: answer } = await ask(
      '{ certificationImports { id rowsIn rowsKept findings { kind rows } importedAt } }',
    );
    expect(answer.certificationImports).toEqual([
      {
        id: OVERSEAS,
        rowsIn: 7,
        rowsKept: 7,
        findings: [
          { kind: 'COUNTRY_BLANK', rows: [2, 5, 7] },
          { kind: 'FOREIGN_LEVEL', rows: [3, 5] },
          { kind: 'HALF_WIDTH_BRACKETS', rows: [2, 3, 4, 5] },
          { kind: 'INNER_SPACE', rows: [2, 3, 4, 5] },
          { kind: 'MERGED_CELL', rows: [7] },
          { kind: 'ROW_SPLIT', rows: [6] },
          { kind: 'SEQ_MISSING', rows: [2] },
        ],
        importedAt: '2026-07-01T01:00:00.000Z',
      },
      { id: ENTERPRISE, rowsIn: 6, rowsKept: 6, findings: [], importedAt: '2026-07-01T01:00:00.000Z' },
    ]);
    expect(running.report.lines).toHaveLength(2);
  });

  test('a second start changes nothing', async () => {
    const database = databaseName();
    const first = await mongo.serve(ON, undefined, database);
    const before = await first.running.connection.collection('mappings').find().toArray();
    const second = await mongo.serve('2026-08-01', undefined, database);
    expect(await second.running.connection.collection('mappings').find().toArray()).toEqual(before);
    const { data: answer } = await second.ask('{ certificationImports { importedAt } }');
    expect(answer.certificationImports[0].importedAt).toBe('2026-07-01T01:00:00.000Z');
  });

  test.each([
    ['a level that is none', OVERSEAS, '技师 (二级)', '技师 (三级)', 'line 6, column level'],
    ['a number out of order', OVERSEAS, '\n3,英国', '\n4,英国', 'line 4, column row'],
    ['a number that is none', ENTERPRISE, '\n3,华', '\n三,华', 'line 4, column row'],
    ['no country at all', OVERSEAS, '\n1,英国', '\n1,', 'line 2, column country'],
    ['a body without its English name', OVERSEAS, ' (Royal Aeronautical Society, RAeS)', '', 'line 5, column body'],
    ['an occupation with broken brackets', ENTERPRISE, '（艺术涂装师）', '（艺术涂装师', 'line 5, column occupation'],
    ['a certificate listed twice', ENTERPRISE, '四星资格', '三星资格', 'line 6, column certificate'],
    ['a column of another name', ENTERPRISE, 'row,body', 'row,issuer', 'line 1, column body'],
  ])('with %s are refused whole, and the old rows serve on', async (_what, file, text, by, where) => {
    const database = databaseName();
    await mongo.serve(ON, undefined, database);
    const { ask, running } = await mongo.serve(ON, await dataWith(file, text, by), database);
    expect(running.report.lines.find((line) => line.startsWith(file))).toContain(where);
    expect((await ask(COUNTS)).data).toEqual({ overseas: { totalCount: 7 }, dual: { totalCount: 6 } });
  });

  test('that are faulty on the first start leave the other annex serving', async () => {
    const { ask } = await mongo.serve(ON, await dataWith(OVERSEAS, '技师 (二级)', ''));
    expect((await ask(COUNTS)).data).toEqual({ overseas: { totalCount: 0 }, dual: { totalCount: 6 } });
  });

  test('that are corrected take the place of the old rows', async () => {
    const database = databaseName();
    await mongo.serve(ON, undefined, database);
    const { ask } = await mongo.serve(ON, await dataWith(ENTERPRISE, '\n6,立邦', '\n,立邦'), database);
    const { data: answer } = await ask('{ certificationImports { findings { kind rows } } }');
    expect(answer.certificationImports[1].findings).toEqual([{ kind: 'SEQ_MISSING', rows: [6] }]);
    expect((await ask(COUNTS)).data.dual).toEqual({ totalCount: 6 });
  });
});
