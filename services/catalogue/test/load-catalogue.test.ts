import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock, listEvents } from '@shanghai/platform';
import type { EditionTold } from '../dist/edition/edition-telling.js';
import { loadCatalogue } from '../dist/load-catalogue.js';
import { useCatalogue } from './catalogue.js';

const catalogue = useCatalogue();
const clock = fixedClock(new Date('2026-12-01T00:00:00Z'));

let folder = '';
const data = () => pathToFileURL(`${folder}/`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-data-'));
  await cp(new URL('../data', import.meta.url), folder, { recursive: true });
});
afterAll(async () => rm(folder, { recursive: true }));

async function change(file: string, edit: (text: string) => string): Promise<() => Promise<void>> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  return () => writeFile(path, before);
}

const IMPORTS = '{ catalogueImports { id checksum rowsIn rowsKept importedAt findings { kind rows } } }';

async function told(): Promise<readonly EditionTold[]> {
  await catalogue().settle();
  const events = (await listEvents(catalogue().events, 0, 1_000)).filter(({ type }) => type === 'edition.published');
  expect(events.every(({ origin }) => origin === 'catalogue')).toBe(true);
  return events.map(({ payload }) => JSON.parse(payload) as EditionTold);
}

describe('loading the catalogue', () => {
  test('tells others of each edition with its items, and a second time nothing', async () => {
    const first = await told();
    expect(first.map(({ edition, kind, items }) => [edition, kind, items.length])).toEqual([
      ['2024-01', 'FILED_PROJECTS', 88],
      ['2024-08', 'ROUND_SCOPE', 89],
      ['2025-03', 'OPEN_CATALOGUE', 202],
    ]);
    const { effectiveOn, notice, items } = first[2]!;
    expect([effectiveOn, notice]).toEqual(['2025-03-20', '沪人社职〔2025〕76号']);
    expect(items.find(({ fullName }) => fullName === '电子竞技员')).toMatchObject({
      code: '4-14-05-07',
      levels: [5, 4, 3],
    });
    await loadCatalogue(catalogue().connection, clock, data());
    expect(await told()).toHaveLength(3);
  });

  test('records every file with its rows and what is irregular in them', async () => {
    const records = (await catalogue().ask(IMPORTS)).data.catalogueImports as {
      id: string;
      rowsIn: number;
      rowsKept: number;
      checksum: string;
      findings: { kind: string; rows: number[] }[];
    }[];
    expect(records.map(({ id, rowsIn, rowsKept }) => [id, rowsIn, rowsKept])).toEqual([
      ['2024-270-annex.csv', 89, 89],
      ['2024-38-annex.csv', 89, 89],
      ['2025-76-annex-2.csv', 202, 202],
      ['rules.csv', 244, 244],
      ['source-findings.csv', 106, 106],
      ['successions.csv', 29, 29],
    ]);
    expect(records.every(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum))).toBe(true);
    const rowsOf = (id: string, kind: string) =>
      records.find((one) => one.id === id)!.findings.find((one) => one.kind === kind)?.rows;
    expect(rowsOf('2024-38-annex.csv', 'INNER_SPACE')).toEqual([8, 15, 16, 17]);
    expect(rowsOf('2024-38-annex.csv', 'HALF_WIDTH_BRACKETS')).toHaveLength(16);
    expect(rowsOf('2024-38-annex.csv', 'CODE_PAIR_99')).toEqual([60]);
    expect(rowsOf('2025-76-annex-2.csv', 'HALF_WIDTH_BRACKETS')).toHaveLength(53);
    expect(rowsOf('2025-76-annex-2.csv', 'LEVEL_GAP')).toEqual([13, 68]);
    expect(rowsOf('2025-76-annex-2.csv', 'SPECIAL_CODE')).toEqual([42, 43]);
    expect(rowsOf('2025-76-annex-2.csv', 'NESTED_BRACKETS')).toEqual([133]);
    expect(rowsOf('2025-76-annex-2.csv', 'SEPARATOR_IN_NAME')).toEqual([170]);
    expect(rowsOf('2025-76-annex-2.csv', 'CODE_SUFFIX_00')).toHaveLength(18);
    expect(rowsOf('2024-270-annex.csv', 'KIND_IN_LEVEL_COLUMN')).toEqual([88, 89]);
  });

  test('a second time changes nothing', async () => {
    const before = (await catalogue().ask(IMPORTS)).data;
    const { lines } = await loadCatalogue(catalogue().connection, clock, data());
    expect(lines.slice(0, -1).every((line) => line.endsWith('(unchanged)'))).toBe(true);
    expect(lines.at(-1)).toMatch(/^106 irregularities .* 39 /);
    expect((await catalogue().ask(IMPORTS)).data).toEqual(before);
  });

  test.each([
    ['2025-76-annex-2.csv', (text: string) => text.replace('4-14-05-07', '4-14-5-07'), 'line 141, column code'],
    ['2025-76-annex-2.csv', (text: string) => text.replace('5、4、3\n', '5、4、6\n'), 'line 2, column levels'],
    ['2025-76-annex-2.csv', (text: string) => text.replace('3,4-01-02-06', '4,4-01-02-06'), 'line 4, column row'],
    [
      '2025-76-annex-2.csv',
      (text: string) => text.replace('保卫管理员,保卫管理员', '政务服务办事员,政务服务办事员'),
      'line 3, column name',
    ],
    [
      '2024-38-annex.csv',
      (text: string) => text.replace('row,code,name,levels', 'row,code,title,levels'),
      'line 1, column name',
    ],
    [
      '2024-270-annex.csv',
      (text: string) => text.replace('1,安全防范系统安装维护员', '1,（安全防范'),
      'line 2, column name',
    ],
    ['successions.csv', (text: string) => text.replace('评茶师', '评茶大师'), 'line 6, column to'],
    ['source-findings.csv', (text: string) => text.replace('INFO', 'LOUD'), 'line 2, column severity'],
    ['rules.csv', (text: string) => text.replace('MET-002,', 'MET-001,'), 'line 3, column rule'],
    ['rules.csv', (text: string) => text.replace('MUST,2024-05-01', 'MUST,2024-05-32'), 'line 2, column from'],
    ['rules.csv', (text: string) => text.replace('〔2024〕120号|', '〔2023〕120号|'), 'line 2, column clauses'],
    ['rules.csv', (text: string) => text.replace('2024-08-28', '2024-08-18'), 'line 71, column to'],
  ])('refuses %s whole when a row is faulty, says where, and serves on what it had', async (file, edit, where) => {
    const mend = await change(file, edit);
    const { lines } = await loadCatalogue(catalogue().connection, clock, data());
    await mend();
    expect(lines.filter((line) => line.includes('refused'))).toEqual([
      expect.stringContaining(`${file} refused, what was loaded before is kept: ${where}`),
    ]);
    const { data: answer } = await catalogue().ask(
      '{ catalogueEditions { itemCount } catalogueItems(text: "电子竞技员") { nodes { code predecessors { kind } findings { id } } } }',
    );
    expect(answer.catalogueEditions.map((one: { itemCount: number }) => one.itemCount)).toEqual([202, 89, 88]);
    expect(answer.catalogueItems.nodes).toEqual([
      { code: '4-14-05-07', predecessors: [{ kind: 'RECODED' }], findings: [{ id: 'ANO-062' }] },
    ]);
  });

  test('takes over a changed file, and what follows from it', async () => {
    const mend = await change('2025-76-annex-2.csv', (text) =>
      text.replace('电子竞技员,5、4、3', '电子竞技员,5、4、3、2'),
    );
    await loadCatalogue(catalogue().connection, clock, data());
    const levels = async () =>
      (await catalogue().ask('{ catalogueItems(text: "电子竞技员") { nodes { levels } } }')).data.catalogueItems
        .nodes[0].levels;
    expect(await levels()).toContain('TECHNICIAN');
    expect((await told()).slice(3).map(({ edition }) => edition)).toEqual(['2025-03']);
    await mend();
    await loadCatalogue(catalogue().connection, clock, data());
    expect(await levels()).not.toContain('TECHNICIAN');
  });
});
