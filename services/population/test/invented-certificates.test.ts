import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { dayAt, isWithin } from '@shanghai/kernel';
import { connectMongo, createLog } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import { generatePopulation } from '../dist/generate-population.js';
import { certificateSlots, inventCertificate, inventedHolder, inventedNumber } from '../dist/invented-certificates.js';
import { loadCertificates, removeCertificates } from '../dist/load-certificates.js';
import { populationSizes } from '../dist/population-size.js';
import { readCatalogue } from './catalogue.js';

const catalogue = await readCatalogue();
const slots = [...generatePopulation({ counts: populationSizes.S, catalogue })].flatMap(certificateSlots);
const some = Array.from({ length: 6_000 }, (_, no) => inventCertificate(slots, no));

let connection: Awaited<ReturnType<typeof connectMongo>>;
let stop = async (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const mongo = await startEmbeddedMongo();
  connection = await connectMongo({ uri: mongo.uri, database: 'certificates', log: createLog('test', 'silent') });
  stop = async () => {
    await connection.close();
    await mongo.stop();
  };
});
afterAll(async () => stop());

describe('invented certificates', () => {
  test('are marked, nobody’s, and each of its own number and person', () => {
    for (const one of some) {
      expect(one.synthetic).toBe(true);
      expect(one.name).toMatch(/^示例/);
      expect(one.idNumber).toMatch(/^990000\d{11}X$/);
    }
    expect(new Set(some.map(({ number }) => number)).size).toBe(some.length);
    expect(new Set(some.map(({ once, _id }) => once ?? _id)).size).toBe(some.length);
  });

  test('are in scope on the day of their exam, and of no day to come', () => {
    some.forEach((one, no) => {
      const slot = slots[Math.floor(no / 20) % slots.length]!;
      expect(isWithin(one.examOn, slot.from, slot.to)).toBe(true);
      expect(slot.levels.length === 0 ? one.level === null : slot.levels.includes(one.level!)).toBe(true);
      expect(dayAt(one.registeredAt) >= one.issuedOn).toBe(true);
      expect(one.issuedOn < '2026-11-01').toBe(true);
    });
  });

  test('are spread over agencies, districts, levels, months and sources', () => {
    const different = (of: (one: (typeof some)[number]) => unknown) => new Set(some.map(of)).size;
    expect(different(({ agencyId }) => agencyId)).toBeGreaterThan(40);
    expect(different(({ district }) => district)).toBeGreaterThan(10);
    expect(different(({ level }) => level)).toBeGreaterThan(4);
    expect(different(({ issuedOn }) => issuedOn.slice(0, 7))).toBeGreaterThan(20);
    expect(different(({ source }) => source)).toBe(3);
  });

  test('are the same every time, their numbers and names without the rest', () => {
    expect(inventCertificate(slots, 7)).toEqual(some[7]);
    expect([inventedNumber(7), inventedHolder(7)]).toEqual([some[7]!.number, some[7]!.name]);
  });

  test('are loaded once, go on where they stopped, and are taken out with their counts', async () => {
    const load = async (count: number) =>
      loadCertificates({ store: connection, sealer: testSealer }, { count, basis: 'test', slotsOf: () => slots });
    const counted = async () => {
      const [sum] = await connection
        .db!.collection('certificateCells')
        .aggregate([
          { $match: { grain: 'SUBJECT' } },
          { $group: { _id: null, n: { $sum: { $add: ['$valid', '$flagged', '$revoked'] } } } },
        ])
        .toArray();
      return [await connection.db!.collection('certificates').countDocuments(), sum?.['n'] ?? 0];
    };
    await load(120);
    expect(await load(120)).toContain('unchanged');
    await load(150);
    expect(await counted()).toEqual([150, 150]);
    await load(40);
    expect(await counted()).toEqual([40, 40]);
    await removeCertificates({ store: connection });
    expect(await counted()).toEqual([0, 0]);
  });
});
