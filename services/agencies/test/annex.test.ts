import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock, instantAt, listImports } from '@shanghai/platform';
import { day } from '@shanghai/kernel';
import type { Connection } from 'mongoose';
import { loadAnnex } from '../dist/annex/load-annex.js';
import { storeSyntheticAgencies } from '../dist/synthetic/synthetic-store.js';
import { invented } from './invented.js';
import { serveAgencies } from './serve.js';

const clock = fixedClock(instantAt(Date.parse('2026-11-01T00:00:00+08:00')));
const original = await readFile(new URL('../data/2024-38-annex.csv', import.meta.url), 'utf8');
let connection: Connection;
let folder: string;

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const { running } = serveAgencies();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annex-'));
  connection = running().connection;
});

/** Loads the annex with its text changed, and says what became of it. */
async function load(change: (text: string) => string = (text) => text): Promise<string> {
  await writeFile(join(folder, '2024-38-annex.csv'), change(original));
  const { lines } = await loadAnnex(connection, clock, pathToFileURL(`${folder}/`));
  return lines.join('\n');
}

async function counts(): Promise<number[]> {
  return Promise.all(
    ['agencies', 'filings', 'filedItems', 'sites'].map(async (name) =>
      connection.db!.collection(name).countDocuments(),
    ),
  );
}

describe('the annex of 2024', () => {
  test('gives 47 agencies, 47 filings and 89 filed items, of which 88 are distinct', async () => {
    expect(await load()).toContain('89 of 89 rows');
    expect(await counts()).toEqual([47, 47, 89, 0]);
    expect(await connection.db!.collection('filedItems').distinct('itemId')).toHaveLength(88);
  });

  test('keeps in its import record what is irregular (ANO-001 to ANO-005, ANO-007)', async () => {
    const [{ findings, rowsIn, rowsKept }] = (await listImports(connection)) as [
      Awaited<ReturnType<typeof listImports>>[0],
    ];
    const rows = new Map(findings.map(({ kind, rows }) => [kind, rows]));
    expect([rowsIn, rowsKept]).toEqual([89, 89]);
    expect(rows.get('INNER_SPACE')).toEqual([8, 15, 16, 17]);
    expect(rows.get('HALF_WIDTH_BRACKETS')).toHaveLength(16);
    expect(rows.get('SAME_ITEM_TWO_AGENCIES')).toEqual([32, 36]);
    expect(rows.get('VALIDITY_NOT_PRINTED')).toHaveLength(89);
  });

  test('loaded a second time changes nothing', async () => {
    expect(await load()).toContain('unchanged');
    expect(await counts()).toEqual([47, 47, 89, 0]);
  });

  test.each([
    ['levels', 'a range', (text: string) => text.replace('车工,6-18-01-01,5', '车工,6-18-01-01,5-3'), 2],
    ['code', 'a code that is none', (text: string) => text.replace('6-18-01-01', '6-18-1-01'), 2],
    ['name', 'brackets that do not close', (text: string) => text.replace('车工(普通车床)', '车工(普通车床'), 3],
    [
      'agency_name',
      'two names for one agency',
      (text: string) => text.replace('上海航天技术研究院,2', '上海航天研究院,2'),
      3,
    ],
    ['row', 'a row that is missing', (text: string) => text.replace(/^1,.*,3,.*\n/m, ''), 4],
    ['name', 'an item twice', (text: string) => text.replace(',车工(数控车床)', ',车工（普通车床）'), 4],
    ['levels', 'a column that is missing', (text: string) => text.replace(',levels', ',grades'), 1],
  ])('is refused whole when %s holds %s, and the old data serves on', async (column, _, change, line) => {
    const report = await load(change);
    expect(report).toContain('refused');
    expect(report).toContain(`line ${line}, column ${column}`);
    expect(await counts()).toEqual([47, 47, 89, 0]);
  });

  test('leaves invented agencies alone when it is loaded anew', async () => {
    await storeSyntheticAgencies(connection, invented({ no: 1, siteDistricts: ['310115'] }));
    expect(await load((text) => text.replace('车工,6-18-01-01,5', '车工,6-18-01-01,5、4'))).not.toContain('unchanged');
    expect(await counts()).toEqual([48, 48, 90, 1]);
  });
});

test('what is not invented cannot be stored as such', async () => {
  const { filings, ...others } = invented({ no: 2 });
  const real = { ...filings[0]!, synthetic: false, listedOn: day('2024-01-24') };
  await expect(storeSyntheticAgencies(connection, { ...others, filings: [real] })).rejects.toThrow(RangeError);
});
