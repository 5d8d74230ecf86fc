import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Collection, type Document, MongoServerError } from 'mongodb';
import { useServer } from '../harness.js';
import { documents, filterOf, indexes, query, sortOf } from './generate.js';

const server = useServer();

const DEEP = process.env['DEEP'] === '1';
const TIMEOUT = DEEP ? 3_600_000 : 120_000;

interface Asked {
  readonly filter: Document;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly skip: number;
  readonly limit: number;
}
type Row = Document & { _id: number };
type Hint = Document | string | undefined;
type Answer = number[] | string;

/** Ids in the order of the answer, or the error. */
async function ask(rows: Collection<Row>, { filter, sort, skip, limit }: Asked, hint: Hint): Promise<Answer> {
  const cursor = rows.find(filter, { projection: { _id: 1 }, ...(hint === undefined ? {} : { hint }) });
  if (Object.keys(sort).length > 0) cursor.sort(sort);
  try {
    return (await cursor.skip(skip).limit(limit).toArray()).map(({ _id }) => _id);
  } catch (error) {
    if (error instanceof MongoServerError) return `error ${String(error.code)}`;
    throw error;
  }
}

const SCAN = { $natural: 1 };

/**
 * Documents that the sort does not tell apart have the same number: among equals `_id` puts them in one order ascending and
 * in the opposite one descending, so the sum of a document's two places is the same for all of them and for no other.
 */
async function ranks(rows: Collection<Row>, asked: Asked): Promise<Map<number, number> | string> {
  const all = { ...asked, skip: 0, limit: 0 };
  const up = await ask(rows, { ...all, sort: { ...asked.sort, _id: 1 } }, SCAN);
  const down = await ask(rows, { ...all, sort: { ...asked.sort, _id: -1 } }, SCAN);
  if (typeof up === 'string' || typeof down === 'string') return String(up);
  return new Map(up.map((id, place) => [id, place + down.indexOf(id)]));
}

const ascending = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);

async function agrees(rows: Collection<Row>, asked: Asked, hints: readonly Hint[]): Promise<void> {
  const rank = await ranks(rows, asked);
  const all = { ...asked, skip: 0, limit: 0 };
  const whole = await ask(rows, all, SCAN);
  for (const hint of hints) {
    const found = await ask(rows, all, hint);
    if (typeof rank === 'string' || typeof whole === 'string') {
      expect(found).toBe(whole);
      continue;
    }
    if (typeof found === 'string') throw new Error(`${found}, where the full scan has an answer`);
    expect(ascending(found)).toEqual(ascending(whole));
    const sorted = Object.keys(asked.sort).length > 0;
    const order = whole.map((id) => rank.get(id));
    if (sorted) expect(found.map((id) => rank.get(id))).toEqual(order);
    const part = await ask(rows, asked, hint);
    if (typeof part === 'string') throw new Error(`${part}, where the full scan has an answer`);
    const end = asked.limit === 0 ? whole.length : asked.skip + asked.limit;
    expect(part).toHaveLength(whole.slice(asked.skip, end).length);
    expect(new Set(part).size).toBe(part.length);
    for (const id of part) expect(whole).toContain(id);
    if (sorted) expect(part.map((id) => rank.get(id))).toEqual(order.slice(asked.skip, end));
  }
}

test(
  'with any index, hinted or chosen, a query has the answer of the full scan',
  async () => {
    const db = server.db();
    let runs = 0;
    let indexed = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(
        documents,
        indexes,
        fc.array(query, { minLength: 1, maxLength: 12 }),
        async (docs, wanted, queries) => {
          const rows = db.collection<Row>(`run${++runs}`);
          const hints: Hint[] = [undefined];
          for (const { key, options } of wanted) {
            const name = await rows.createIndex(key, options, {});
            // A sparse or partial index is asked for by name only where it leaves documents out.
            if (Object.keys(options).length === 0) hints.push(name);
          }
          // Documents with parallel arrays are refused by a compound index; the others stay.
          await rows
            .insertMany(
              docs.map((doc, _id) => ({ ...doc, _id })),
              { ordered: false },
            )
            .catch(() => undefined);
          for (const generated of queries) {
            const one = { ...generated, filter: filterOf(generated, wanted), sort: sortOf(generated, wanted) };
            await agrees(rows, one, hints);
            asked++;
            const plan = JSON.stringify(await rows.find(one.filter).sort(one.sort).explain('queryPlanner'));
            if (plan.includes('IXSCAN')) indexed++;
          }
          await rows.drop();
        },
      ),
      { seed: 5, numRuns: DEEP ? 10_000 : 200 },
    );
    // Else the property says nothing.
    expect(indexed / asked).toBeGreaterThan(0.2);
  },
  TIMEOUT,
);
