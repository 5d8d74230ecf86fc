import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import { createJournal } from '../../dist/journal/create-journal.js';
import { entryOf } from '../../dist/journal/journal-row.js';
import { listRows } from '../../dist/journal/journal-store.js';
import { type Unmasking, performUnmasking } from '../../dist/journal/perform-unmasking.js';
import { verifyJournal } from '../../dist/journal/verify-journal.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
import { databaseName, useMongo } from '../store.js';

let store: Connection;
afterAll(async () => store.close());
const mongo = useMongo();

beforeAll(async () => {
  store = await connectMongo({ uri: mongo(), database: databaseName(), log: createLog('test', 'silent') });
  await createJournal(store);
});

let keys = 0;
async function unmask(change: Partial<Unmasking> = {}): Promise<string> {
  return performUnmasking(store, {
    of: 'person/7',
    field: 'people.phone',
    purpose: 'to call about the exam',
    caller: { role: 'BUREAU', subject: 'lin' },
    at: instantAt(Date.UTC(2026, 0, 1)),
    idempotencyKey: `key-${++keys}`,
    open: () => '13800000000',
    ...change,
  });
}
const rowsOf = async (of: string) => (await listRows(store, `unmasking/${of}`)).map(entryOf);

describe('SECURITY 23: unmasking a personal field', () => {
  test('shows it, and leaves one row with who, which field and why, and never the value', async () => {
    expect(await unmask()).toBe('13800000000');
    expect(await rowsOf('person/7')).toEqual([
      {
        aggregate: 'unmasking/person/7',
        version: 1,
        act: 'unmask',
        caller: { role: 'BUREAU', subject: 'lin' },
        at: '2026-01-01T00:00:00.000Z',
        reason: 'to call about the exam',
        grounds: [],
        before: null,
        after: { field: 'people.phone', purpose: 'to call about the exam' },
        event: null,
      },
    ]);
    expect(JSON.stringify(await listRows(store, 'unmasking/person/7'))).not.toContain('13800000000');
  });

  test('leaves a row each time, and one for a retry with the same key', async () => {
    const again = { of: 'person/8', idempotencyKey: 'once' };
    expect([await unmask(again), await unmask(again)]).toEqual(['13800000000', '13800000000']);
    expect(await rowsOf('person/8')).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, async () => unmask({ of: 'person/8' })));
    expect((await rowsOf('person/8')).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await verifyJournal(store)).faults).toEqual([]);
  });

  test.each(['', '  x ', 'x'.repeat(201)])('is refused without a purpose that says something (%j)', async (purpose) => {
    let isOpened = false;
    const open = (): string => {
      isOpened = true;
      return '';
    };
    await expect(unmask({ of: 'person/9', purpose, open })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'purpose' },
    });
    expect([isOpened, await rowsOf('person/9')]).toEqual([false, []]);
  });

  test('that the journal cannot take shows nothing', async () => {
    let isOpened = false;
    const open = (): string => {
      isOpened = true;
      return '';
    };
    const at = instantAt(Number.NaN);
    await expect(unmask({ of: 'person/10', open, at })).rejects.toThrow();
    expect(isOpened).toBe(false);
  });
});
