import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { signCommitment } from '../../dist/commitment/acts/sign-commitment.js';
import { commitmentFactsOn } from '../../dist/commitment/commitment-facts.js';
import { commitmentTexts, textOn } from '../../dist/commitment/commitment-texts.js';
import { rosterFactsOn } from '../../dist/roster/roster-on.js';
import { saveRoster } from '../../dist/roster/roster-store.js';
import type { Roster } from '../../dist/roster/roster.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, errorCodeOf, newKey, people } from '../application-life.js';
import { doneRecord, ofAgency, refusedCodes } from '../record-acts.js';
import { lawfulLines, storedLines } from '../roster/typed-lines.js';
import { sign } from '../signing-acts.js';

const TODAY = '2026-06-26';
let served: ServedSubgraph;
let agenciesMade = 0;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

/** An agency with lawful people who have signed nothing. */
async function staffed(): Promise<Roster> {
  const roster = storedLines(`agency-signing-${(agenciesMade += 1)}`, lawfulLines, TODAY);
  await saveRoster(served.connection, roster, 1);
  return roster;
}

describe('the texts (CMT)', () => {
  test('have nine and six paragraphs, each with its ledger id', () => {
    expect(commitmentTexts.map(({ paragraphs }) => paragraphs.map(({ rule }) => rule))).toEqual([
      ['CMT-101', 'CMT-102', 'CMT-103', 'CMT-104', 'CMT-105', 'CMT-106', 'CMT-107', 'CMT-108', 'CMT-109'],
      ['CMT-201', 'CMT-202', 'CMT-203', 'CMT-204', 'CMT-205', 'CMT-206'],
    ]);
  });

  test('are there from 2026-06-23 on', () => {
    const kinds = ['AGENCY_COMMITMENT', 'INTEGRITY_PLEDGE'] as const;
    expect(kinds.map((kind) => textOn(kind, day('2026-06-22')))).toEqual([null, null]);
    expect(kinds.map((kind) => textOn(kind, day('2026-06-23'))?.version)).toEqual(['2026-06', '2026-06']);
  });
});

describe('a document', () => {
  test('is signed by the head, by the legal representative, and a pledge by staff', async () => {
    const { _id, staff } = await staffed();
    const [head, other] = staff;
    const commitment = doneRecord(await sign(served, _id, TODAY, { capacity: 'AGENCY_HEAD', staffId: head!.id }));
    expect(commitment).toMatchObject({ status: 'SIGNED', textVersion: '2026-06', version: 1 });
    expect(commitment.number).toMatch(/^CN20260626-[0-9A-F]{8}$/);
    const pledge = { kind: 'INTEGRITY_PLEDGE', capacity: 'STAFF', staffId: other!.id } as const;
    expect(doneRecord(await sign(served, _id, TODAY, pledge)).number).toMatch(/^LZ20260626-/);
    expect(refusedCodes(await sign(served, _id, TODAY))).toEqual([]);
    expect(refusedCodes(await sign(served, _id, TODAY, pledge))).toEqual(['STF-017 ALREADY_SIGNED']);
  });

  test('is refused for every reason at once', async () => {
    const { _id, staff } = await staffed();
    const other = staff[1]!.id;
    const codes = async (changed: Parameters<typeof sign>[3]) => refusedCodes(await sign(served, _id, TODAY, changed));
    expect(await codes({ signedOn: day('2026-06-22'), signatory: ' ' })).toEqual([
      'STF-017 TEXT_NOT_IN_FORCE signedOn',
      'STF-017 FIELD_REQUIRED signatory',
    ]);
    expect(await codes({ signedOn: day('2026-06-27') })).toEqual(['STF-017 SIGNED_IN_FUTURE signedOn']);
    expect(await codes({ capacity: 'AGENCY_HEAD', staffId: other })).toEqual(['STF-017 WRONG_SIGNATORY staffId']);
    expect(await codes({ capacity: 'STAFF', staffId: other })).toEqual(['STF-017 WRONG_SIGNATORY staffId']);
    const pledge = { kind: 'INTEGRITY_PLEDGE', capacity: 'STAFF' } as const;
    expect(await codes({ ...pledge, staffId: 'absent' })).toEqual(['STF-017 WRONG_SIGNATORY staffId']);
    expect(await codes({ ...pledge, capacity: 'LEGAL_REPRESENTATIVE' })).toEqual(['STF-017 WRONG_SIGNATORY staffId']);
    // On the day before they were on the roster.
    expect(await codes({ ...pledge, staffId: other, signedOn: day('2026-06-25') })).toEqual([
      'STF-017 WRONG_SIGNATORY staffId',
    ]);
  });

  test('is signed once by one key, and by nobody for another', async () => {
    const { _id } = await staffed();
    const idempotencyKey = newKey();
    doneRecord(await sign(served, _id, TODAY, { idempotencyKey }));
    expect(await sign(served, _id, TODAY, { idempotencyKey })).toMatchObject({ isRepeated: true });
    expect(await sign(served, _id, TODAY, { idempotencyKey, agencyName: '示例别处' }).catch(errorCodeOf)).toEqual([
      'CONFLICT',
    ]);
    const signed = { kind: 'AGENCY_COMMITMENT', capacity: 'LEGAL_REPRESENTATIVE', staffId: null } as const;
    const more = { signatory: '示例', signedOn: day(TODAY), agencyName: '示例', idempotencyKey: newKey() };
    const byCentre = signCommitment(acting(served, people.centre, TODAY), { ...signed, ...more });
    expect(await byCentre.catch(errorCodeOf)).toEqual(['FORBIDDEN']);
  });
});

describe('what an applicant has signed (STF-017)', () => {
  test('is all there when the head and everybody on the roster of the day has', async () => {
    const { _id, staff } = await staffed();
    const roster = rosterFactsOn({ _id, staff, supervisors: [] }, day(TODAY));
    const pledges = roster.staff.map(({ person }) => ({ kind: 'INTEGRITY_PLEDGE', person, signedOn: day(TODAY) }));
    const commitment = { kind: 'AGENCY_COMMITMENT', person: null, signedOn: day('2026-06-25') };
    const facts = (documents: readonly unknown[], on = TODAY) =>
      commitmentFactsOn(documents as Parameters<typeof commitmentFactsOn>[0], roster, day(on));
    expect(facts([commitment, ...pledges])).toEqual({ isCommitted: true, unsigned: [] });
    expect(facts([commitment, ...pledges.slice(2)])).toEqual({ isCommitted: true, unsigned: [1, 2] });
    expect(facts(pledges)).toEqual({ isCommitted: false, unsigned: [] });
    expect(facts([commitment, ...pledges], '2026-06-25')).toMatchObject({ isCommitted: true, unsigned: { length: 5 } });
  });
});

describe('who reads a document', () => {
  const query = `query ($number: String!, $agencyId: ID!) {
    signedDocument(number: $number) {
      number signatory title page paragraphs { rule } paragraph(no: "六") { rule clause { item } }
    }
    signedDocuments(agencyId: $agencyId) { totalCount }
  }`;

  test('cites it by number and paragraph, in scope, and sees nobody by name', async () => {
    const { _id: agencyId } = await staffed();
    const { number } = doneRecord(await sign(served, agencyId, TODAY));
    const seen = async (by: Caller) => (await served.ask(query, { number, agencyId }, by)).data;
    const own = await seen(ofAgency(agencyId));
    expect(own.signedDocuments.totalCount).toBe(1);
    expect(own.signedDocument).toMatchObject({
      ...{ signatory: '示******', paragraphs: { length: 9 } },
      paragraph: { rule: 'CMT-106', clause: { item: '承诺书六' } },
    });
    expect(own.signedDocument.page).toContain(number);
    expect(own.signedDocument.page).not.toContain('示例法定代表人');
    expect((await seen(people.centre)).signedDocument.number).toBe(number);
    for (const by of [ofAgency('agency-other'), people.pudong])
      expect(await seen(by)).toEqual({ signedDocument: null, signedDocuments: { totalCount: 0 } });
  });
});
