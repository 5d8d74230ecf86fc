import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Register } from '@shanghai/agencies';
import { districts, startOfDay } from '@shanghai/kernel';
import { verifyJournal } from '@shanghai/platform';
import {
  type ServedSubgraph,
  publishForTest,
  serveForTest,
  settableClock,
  testSealer,
} from '@shanghai/platform/testing';
import { supervision } from '@shanghai/supervision';
import { generatePopulation } from '../dist/generate-population.js';
import { inventedFor } from '../dist/invented-life.js';
import { populationSizes } from '../dist/population-size.js';
import { caseLives } from '../dist/supervision/invented-cases.js';
import { inspectionLives } from '../dist/supervision/invented-inspections.js';
import { drawPlans } from '../dist/supervision/make-draws.js';
import { SHOWN_DISTRICT, makeSupervision } from '../dist/supervision/make-supervision.js';
import { readCatalogue } from './catalogue.js';

const size = process.env['DEEP'] === '1' ? 'M' : 'S';
const known = new Set<string>();
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(startOfDay(inventedFor)));
  const batches = [...generatePopulation({ counts: populationSizes[size], catalogue: await readCatalogue() })];
  for (const [part, batch] of batches.entries()) {
    const agencies = toldOf(batch);
    for (const { agencyId } of agencies) known.add(agencyId);
    await publishForTest(served.events, { type: 'agencies.loaded', payload: { part: `synthetic/${part}`, agencies } });
  }
  await served.settle();
}, 120_000);
afterAll(async () => served.stop());

/** Invented agencies as agencies tell of them. */
function toldOf({ agencies, filings, sites }: Register) {
  return agencies.map(({ _id: agencyId, ...agency }) => ({
    ...agency,
    agencyId,
    filings: filings
      .filter((one) => one.agencyId === agencyId)
      .map(({ _id: filingId, authority, facts, standing }) => ({ filingId, authority, facts, standing, version: 0 })),
    sites: sites
      .filter((one) => one.agencyId === agencyId)
      .map(({ _id: siteId, name, district, from, to }) => ({ siteId, name, district, from, to, version: 0 })),
  }));
}

async function make(): Promise<readonly string[]> {
  return makeSupervision({ store: served.connection, sealer: testSealer, size, known });
}

/** What `npm run draw:verify` says of a record. */
async function verified(record: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'draw-'));
  const file = join(folder, 'record.json');
  await writeFile(file, record);
  const program = fileURLToPath(new URL('../../supervision/dist/draw/verify/main.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, file]);
  await rm(folder, { recursive: true });
  return stdout;
}

interface Made {
  readonly _id: string;
  readonly status: string;
  readonly synthetic: boolean;
  readonly districts: readonly string[];
  readonly drawId?: string | null;
}

async function all<Row = Made>(name: string): Promise<readonly Row[]> {
  return served.connection.db!.collection(name).find().sort({ _id: 1 }).toArray() as unknown as Promise<Row[]>;
}

/** How many are planned of the lives of one district. */
const whole = inspectionLives.length;

describe('the supervision that is invented', () => {
  test('is made by acts that no rule refused, and its journal is whole', async () => {
    expect(await make()).toEqual([]);
    await served.settle();
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
  }, 300_000);

  test('has inspections in each state of machine 6 and cases in each of machine 5, all of them invented', async () => {
    const [inspections, cases] = [await all('inspections'), await all('violationCases')];
    expect([...inspections, ...cases].filter(({ synthetic }) => !synthetic)).toEqual([]);
    expect(new Set(inspections.map(({ status }) => status))).toEqual(
      new Set([...inspectionLives, ...drawPlans].map(({ ends }) => ends)),
    );
    expect(new Set(cases.map(({ status }) => status))).toEqual(new Set(caseLives.map(({ ends }) => ends)));
  });

  test('has everything of the district that is shown, and something of each of the sixteen', async () => {
    const inspections = (await all('inspections')).filter(({ drawId }) => drawId === null);
    const cases = await all('violationCases');
    const ofShown = ({ districts: seen }: Made) => seen.includes(SHOWN_DISTRICT);
    expect(inspections.filter(ofShown).length).toBeGreaterThanOrEqual(whole);
    expect(cases.filter(ofShown).length).toBeGreaterThanOrEqual(caseLives.length);
    for (const { code } of districts) {
      expect([code, inspections.some((one) => one.districts.includes(code))]).toEqual([code, true]);
      expect([code, cases.some((one) => one.districts.includes(code))]).toEqual([code, true]);
    }
  });

  test('has shares: whoever is not shown has one inspection and one case, and all have the same where there are many', async () => {
    const cases = (await all<{ registeredBy: { district: string | null; role: string } }>('violationCases')).filter(
      ({ registeredBy }) => registeredBy.role === 'DISTRICT_BUREAU',
    );
    const ofOthers = districts.filter(({ code }) => code !== SHOWN_DISTRICT).map(({ code }) => code);
    const counts = ofOthers.map((code) => cases.filter(({ registeredBy }) => registeredBy.district === code).length);
    // In a large population all have all but what agencies register themselves; in a small one each has one at most.
    const most = size === 'M' ? caseLives.length : 1;
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(size === 'M' ? most - 3 : 0);
  });

  test('has draws whose published records are drawn again to the same list', async () => {
    const draws = (await all<{ seed: string | null }>('draws')).filter(({ seed }) => seed !== null);
    expect(draws.length).toBeGreaterThanOrEqual(drawPlans.length);
    const query = '{ publishedDraws(first: 100) { nodes { id record isVerified } } }';
    const { data, errors } = await served.ask(query);
    expect(errors).toEqual([]);
    const published: readonly { record: string; isVerified: boolean }[] = data.publishedDraws.nodes;
    expect(published.length).toBe(draws.length / drawPlans.length);
    for (const { record, isVerified } of published) {
      expect(isVerified).toBe(true);
      expect(await verified(record)).toMatch(/^true: [12] drawn of /);
    }
  });

  test('is made once', async () => {
    const names = ['inspections', 'violationCases', 'draws', 'annualAssessments'];
    const before = await Promise.all(names.map(async (name) => all(name)));
    expect(await make()).toEqual([]);
    expect(await Promise.all(names.map(async (name) => all(name)))).toEqual(before);
  }, 60_000);
});
