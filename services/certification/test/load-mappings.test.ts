import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock, listEvents } from '@shanghai/platform';
import { loadMappings } from '../dist/mapping/load-mappings.js';
import type { ComparisonPublished } from '../dist/mapping/publish-mappings.js';
import { useCertification } from './certification.js';

const OVERSEAS = '2026-30-annex-1.csv';
const ENTERPRISE = '2026-30-annex-2.csv';
const IMPORTS = '{ certificationImports { id rowsIn rowsKept importedAt findings { kind rows } } }';
const COUNTS = `{
  overseas: comparisonMappings(kind: OVERSEAS) { totalCount }
  dual: comparisonMappings(kind: ENTERPRISE_DUAL) { totalCount }
}`;

const certification = useCertification();
const clock = fixedClock(new Date('2026-12-01T00:00:00Z'));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certification-data-'));
});

afterAll(async () => rm(folder, { recursive: true }));

/** Loads the data files with one text of one of them replaced; what loading prints. */
async function loadWith(file: string, text: string, by: string): Promise<readonly string[]> {
  await cp(new URL('../data', import.meta.url), folder, { recursive: true });
  const content = await readFile(join(folder, file), 'utf8');
  expect(content).toContain(text);
  await writeFile(join(folder, file), content.replace(text, by));
  const { lines } = await loadMappings(certification().connection, clock, pathToFileURL(`${folder}/`));
  return lines;
}

async function loadAgain(): Promise<readonly string[]> {
  const { lines } = await loadMappings(certification().connection, clock);
  return lines;
}

describe('the annexes', () => {
  test('load whole, and what is irregular in them is recorded with its rows', async () => {
    const { data } = await certification().ask(IMPORTS);
    const importedAt = '2026-11-01T04:00:00.000Z';
    expect(data.certificationImports).toEqual([
      {
        id: OVERSEAS,
        rowsIn: 7,
        rowsKept: 7,
        importedAt,
        findings: [
          { kind: 'COUNTRY_BLANK', rows: [2, 5, 7] },
          { kind: 'FOREIGN_LEVEL', rows: [3, 5] },
          { kind: 'HALF_WIDTH_BRACKETS', rows: [2, 3, 4, 5] },
          { kind: 'INNER_SPACE', rows: [2, 3, 4, 5] },
          { kind: 'MERGED_CELL', rows: [7] },
          { kind: 'ROW_SPLIT', rows: [6] },
          { kind: 'SEQ_MISSING', rows: [2] },
        ],
      },
      { id: ENTERPRISE, rowsIn: 6, rowsKept: 6, importedAt, findings: [] },
    ]);
  });

  test('a second time change nothing', async () => {
    const before = (await certification().ask(IMPORTS)).data;
    const lines = await loadAgain();
    expect(lines.every((line) => line.endsWith('(unchanged)'))).toBe(true);
    expect((await certification().ask(IMPORTS)).data).toEqual(before);
  });

  test('tell others of all mappings, and a second time nothing', async () => {
    const told = async () => {
      await certification().settle();
      const events = await listEvents(certification().events, 0, 10);
      return events.filter(({ type }) => type === 'comparison.published');
    };
    const [event] = await told();
    const { mappings } = JSON.parse(event!.payload) as ComparisonPublished;
    expect([event!.type, mappings.length]).toEqual(['comparison.published', 13]);
    expect(mappings.find(({ certificate }) => certificate === 'KNX 认证工程师高级证书')).toMatchObject({
      ...{ kind: 'OVERSEAS', annex: '附件1', row: 7, from: '2026-06-23', to: null },
      ...{ occupationFullName: '智能楼宇管理员', level: 3 },
    });
    await loadAgain();
    expect(await told()).toHaveLength(1);
  });

  test.each([
    ['a level that is none', OVERSEAS, '技师 (二级)', '技师 (三级)', 'line 6, column level'],
    ['no level at all', OVERSEAS, '中级工 (四级)', '', 'line 7, column level'],
    ['a number out of order', OVERSEAS, '\n3,英国', '\n4,英国', 'line 4, column row'],
    ['a number that is none', ENTERPRISE, '\n3,华', '\n三,华', 'line 4, column row'],
    ['no country at all', OVERSEAS, '\n1,英国', '\n1,', 'line 2, column country'],
    ['a body without its English name', OVERSEAS, ' (Royal Aeronautical Society, RAeS)', '', 'line 5, column body'],
    ['an occupation with broken brackets', ENTERPRISE, '（艺术涂装师）', '（艺术涂装师', 'line 5, column occupation'],
    ['a certificate listed twice', ENTERPRISE, '四星资格', '三星资格', 'line 6, column certificate'],
    ['a column of another name', ENTERPRISE, 'row,body', 'row,issuer', 'line 1, column body'],
  ])('with %s are refused whole, and the old rows serve on', async (_what, file, text, by, where) => {
    const lines = await loadWith(file, text, by);
    expect(lines.filter((line) => line.includes('refused'))).toEqual([expect.stringContaining(where)]);
    const { data } = await certification().ask(COUNTS);
    expect(data).toEqual({ overseas: { totalCount: 7 }, dual: { totalCount: 6 } });
  });

  test('that are corrected take the place of the old rows', async () => {
    await loadWith(ENTERPRISE, '\n6,立邦', '\n,立邦');
    const findings = async () => (await certification().ask(IMPORTS)).data.certificationImports[1].findings;
    expect(await findings()).toEqual([{ kind: 'SEQ_MISSING', rows: [6] }]);
    expect((await certification().ask(COUNTS)).data.dual).toEqual({ totalCount: 6 });
    await loadAgain();
    expect(await findings()).toEqual([]);
  });
});
