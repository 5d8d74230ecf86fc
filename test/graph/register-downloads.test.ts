import { beforeAll, describe, expect, test } from '@jest/globals';
import { storeSyntheticAgencies } from '@shanghai/agencies';
import { catalogueRowsOf } from '@shanghai/catalogue';
import { ratesPerMinute, registerColumns } from '@shanghai/gateway';
import { generatePopulation } from '@shanghai/population';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type Json, useGraph } from './graph.js';

const runs = process.env['DEEP'] ? 200 : 12;
/** With the agencies of 38号 more than two pages of a download. */
const enoughForPages = { agencies: 180, filedItems: 900 };
const graph = useGraph({ applications: true });

beforeAll(async () => {
  const editions = ['2024-01', '2025-03'];
  const rows = await Promise.all(editions.map(async (id) => [id, (await catalogueRowsOf(id))!] as const));
  const store = graph().subgraph('agencies').connection;
  for (const batch of generatePopulation({ counts: enoughForPages, catalogue: new Map(rows) }))
    await storeSyntheticAgencies(store, batch);
}, 300_000);

const anyFilter = fc.record(
  {
    asOf: fc.constantFrom('2024-01-24', '2025-06-01', '2026-11-01', '2027-06-01'),
    district: fc.constantFrom('310115', '310104', '310101'),
    type: fc.constantFrom('SOCIAL_ORGANISATION', 'ENTERPRISE', 'COLLEGE', 'COMPARISON'),
    state: fc.constantFrom('LISTED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'TERMINATED'),
    itemText: fc.constantFrom('师', '工', '钳工'),
    level: fc.constantFrom('JUNIOR', 'SENIOR', 'TECHNICIAN'),
    synthetic: fc.boolean(),
    changedSince: fc.constantFrom('2023-01-01', '2024-01-01', '2024-01-24'),
  },
  { requiredKeys: [] },
);

type Filter = Readonly<Record<string, string | boolean>>;

async function download(extension: 'csv' | 'json', filter: Filter, url = graph().url) {
  const parameters = new URLSearchParams(
    Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return fetch(`${url}/downloads/register.${extension}?${parameters.toString()}`);
}

/** Every row that the screen shows, page by page. */
async function shown(filter: Filter, first: number): Promise<readonly Json[]> {
  const rows: Json[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors }: Json = await graph().run('PublicRegister', { ...filter, first, after });
    expect(errors).toEqual([]);
    rows.push(...data.register.nodes);
    if (!data.register.pageInfo.hasNextPage) return rows;
    after = data.register.pageInfo.endCursor;
  }
}

describe('a download of the register', () => {
  test(`has the rows of the screen, whatever the filter, ${runs} times`, async () => {
    const sizes: number[] = [];
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.constantFrom(20, 45, 100), async (filter, first) => {
        const rows = await shown(filter, first);
        sizes.push(rows.length);
        const json = (await (await download('json', filter)).json()) as { rows: unknown };
        expect(json.rows).toEqual(rows);
        const [head, ...cells] = parse(await (await download('csv', filter as Filter)).text(), { bom: true });
        expect(head).toEqual(registerColumns.map(([heading]) => heading));
        expect(cells).toEqual(rows.map((row) => registerColumns.map(([, of]) => of(row))));
      }),
      // Random filters may all leave nothing.
      { numRuns: runs, examples: [[{}, 20]] },
    );
    expect(Math.max(...sizes)).toBeGreaterThan(0);
  }, 300_000);

  test('of more than a page has every filing once', async () => {
    const { rows } = (await (await download('json', { asOf: '2026-11-01' })).json()) as { rows: readonly Json[] };
    const { data } = await graph().run('PublicRegister', { asOf: '2026-11-01' });
    expect(rows.length).toBe(data.register.totalCount);
    expect(rows.length).toBeGreaterThan(200);
    expect(new Set(rows.map(({ filing }: Json) => filing.id)).size).toBe(rows.length);
  });

  test('is named for its day, and is a file to be kept', async () => {
    const { headers, status } = await download('csv', {});
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="register-2026-11-01.csv"');
    expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  });

  test('begins with the mark by which Excel knows UTF-8, and ends its lines as RFC 4180 has it', async () => {
    const bytes = new Uint8Array(await (await download('csv', { synthetic: false })).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes).split('\r\n')).toHaveLength(47 + 2);
  });

  test.each([
    ['a parameter that there is not', 'colour=red', 'BAD_REQUEST'],
    ['a page', 'first=5', 'BAD_REQUEST'],
    ['a parameter twice', 'state=ACTIVE&state=LISTED', 'BAD_REQUEST'],
    ['what is no truth', 'synthetic=perhaps', 'BAD_REQUEST'],
    ['what is no day', 'asOf=2026-02-30', 'BAD_USER_INPUT'],
    ['what is no state', 'state=GONE', 'BAD_USER_INPUT'],
    ['a day to compare with that is later', 'asOf=2026-01-01&changedSince=2026-01-02', 'BAD_USER_INPUT'],
  ])('is refused with %s', async (_, parameters, code) => {
    const response = await fetch(`${graph().url}/downloads/register.csv?${parameters}`);
    const { errors } = (await response.json()) as { errors: readonly Json[] };
    expect([response.status, errors[0].extensions.code]).toEqual([400, code]);
  });

  test('counts as requests, one for each page', async () => {
    const protection = { ratesPerMinute: { ...ratesPerMinute, PUBLIC: 1 } };
    const { url } = await graph().gateway({ protection });
    const first = await download('csv', { synthetic: false }, url);
    expect([first.status, (await first.text()).length > 0]).toEqual([200, true]);
    const second = await download('csv', { synthetic: false }, url);
    expect([second.status, second.headers.get('retry-after') !== null]).toEqual([429, true]);
  });

  test('that cannot be finished breaks off, and is not taken for whole', async () => {
    const protection = { ratesPerMinute: { ...ratesPerMinute, PUBLIC: 1 } };
    const { url } = await graph().gateway({ protection });
    const response = await download('json', { asOf: '2026-11-01' }, url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });
});
