import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { agencies } from '@shanghai/agencies';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { connectMongo, createLog, fixedClock, instantAt } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import type { Connection } from 'mongoose';
import { loadPopulation, removePopulation } from '../dist/load-population.js';
import { populationSizes } from '../dist/population-size.js';

const log = createLog('population', 'error');
const clock = fixedClock(instantAt(Date.parse('2026-11-01T00:00:00+08:00')));
const database = `population_${process.pid}_${Date.now().toString(36)}`;
let mongoUri: string;
let store: Connection;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  const given = process.env['MONGODB_URI'];
  const server = given === undefined ? await startEmbeddedMongo() : undefined;
  stop = server && (() => server.stop());
  mongoUri = given ?? server!.uri;
  store = await connectMongo({ uri: mongoUri, database, log });
  await agencies.prepare(store, { log, clock, sealer: testSealer });
});

afterAll(async () => {
  await store.dropDatabase();
  await store.close();
  await stop?.();
});

async function load(): Promise<string> {
  return (await loadPopulation({ mongoUri, database, size: 'S', clock, log })).lines.join('\n');
}

async function counts(synthetic: boolean): Promise<number[]> {
  return Promise.all(
    ['agencies', 'filedItems'].map(async (name) => store.db!.collection(name).countDocuments({ synthetic })),
  );
}

const { agencies: agencyCount, filedItems } = populationSizes.S;

describe('a population that is loaded', () => {
  test('stands beside the real agencies', async () => {
    expect(await load()).not.toContain('unchanged');
    expect(await counts(true)).toEqual([agencyCount, filedItems]);
    expect(await counts(false)).toEqual([47, 89]);
  });

  test('is left alone by a second load', async () => {
    expect(await load()).toContain('unchanged');
    expect(await counts(true)).toEqual([agencyCount, filedItems]);
  });

  test('is made anew when a load was cut short', async () => {
    await store.db!.collection('syntheticLoads').deleteMany({});
    await store.db!.collection('filedItems').deleteMany({ synthetic: true });
    expect(await load()).not.toContain('unchanged');
    expect(await counts(true)).toEqual([agencyCount, filedItems]);
  });

  test('takes the place of one of another size', async () => {
    await store.db!.collection('syntheticLoads').updateOne({}, { $set: { mark: 'M' } });
    expect(await load()).not.toContain('unchanged');
    expect(await counts(true)).toEqual([agencyCount, filedItems]);
  });

  test('is removed without a trace, and nothing real with it', async () => {
    await removePopulation({ mongoUri, database, log });
    expect(await counts(true)).toEqual([0, 0]);
    expect(await counts(false)).toEqual([47, 89]);
    expect(await load()).not.toContain('unchanged');
  });
});
