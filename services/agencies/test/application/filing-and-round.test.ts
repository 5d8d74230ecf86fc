import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogueItemId } from '@shanghai/kernel';
import { createLog, historyOf, listEvents, listRows } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { unmaskContact } from '../../dist/application/unmask-contact.js';
import { publishFiling } from '../../dist/filing/acts/publish-filing.js';
import { reportToNationalCentre } from '../../dist/filing/acts/report-to-national-centre.js';
import { openSelectionRound } from '../../dist/round/open-selection-round.js';
import { preloadedRounds } from '../../dist/round/round-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { listed } from '../application-facts.js';
import { acts, reached } from '../application-acts.js';
import { BEGIN, acting, done, errorCodeOf, itemNameOf, newKey, people, publishEdition } from '../application-life.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

const inApril = (person: 'centre' | 'bureau') => acting(served, people[person], '2025-04-02');
const onFiling = (id: string, version: number, key = newKey()) => ({ id, version, idempotencyKey: key });

describe('a receipt', () => {
  test('creates the agency, a filing of three years for what passed, its items and its sites, in one act', async () => {
    const { applicantId, filingId } = await reached(served, 'FILED', { no: 1 });
    const { data, errors } = await served.ask(
      `query ($id: ID!) {
        filing(id: $id) {
          version receiptNo validFrom validTo authority state(asOf: "2025-04-01") { status }
          agency { id name synthetic registrationDistrict { code } sites(asOf: "2025-04-01") { nodes { name district { code } } } }
          items(asOf: "2025-04-01") { nodes { fullName levels } }
        }
      }`,
      { id: filingId },
    );
    expect(errors).toEqual([]);
    expect(data.filing).toMatchObject({
      version: 1,
      validFrom: '2025-04-01',
      validTo: '2028-03-31',
      authority: 'CENTRE',
      state: { status: 'ACTIVE' },
      agency: {
        id: applicantId,
        name: '示例申报单位1',
        synthetic: true,
        registrationDistrict: { code: '310115' },
        sites: { nodes: [{ name: '浦东考核点', district: { code: '310115' } }] },
      },
      items: { nodes: [{ fullName: itemNameOf(1), levels: ['JUNIOR', 'INTERMEDIATE', 'SENIOR'] }] },
    });
    const [row] = await historyOf(served.connection, `filing/${filingId}`, { first: 10 });
    expect(row).toMatchObject({ act: 'issueReceipt', version: 1, event: { type: 'filing.created' } });
  });

  test('of an agency that is filed already adds to it', async () => {
    const first = await reached(served, 'FILED', { no: 2 });
    const items = [{ ...first.form.items[0]!, fullName: itemNameOf(3) }];
    const sites = first.form.sites.map((site) => ({ ...site, itemNames: [itemNameOf(3)] }));
    const materials = first.form.materials.map((one) =>
      one.itemName === null ? one : { ...one, itemName: itemNameOf(3) },
    );
    const second = await reached(served, 'FILED', { no: 2, form: { items, sites, materials } });
    const { data } = await served.ask(
      `query ($id: ID!) { agency(id: $id) { filings(asOf: "2025-04-01") { totalCount } filedItems(asOf: "2025-04-01") { totalCount } } }`,
      { id: second.applicantId },
    );
    expect(data.agency).toEqual({ filings: { totalCount: 2 }, filedItems: { totalCount: 2 } });
  });

  test('survives that the register is loaded anew', async () => {
    const { filingId } = await reached(served, 'FILED', { no: 4 });
    await served.connection.collection('imports').deleteMany({});
    await agencies.prepare(served.connection, {
      ...{ log: createLog('test', 'silent'), clock: { now: () => new Date(0) } },
      sealer: undefined as never,
    });
    const { data } = await served.ask('query ($id: ID!) { filing(id: $id) { agency { name } } }', { id: filingId });
    expect(data.filing.agency.name).toBe('示例申报单位4');
  });
});

describe('a filing', () => {
  test('is reported and published once, each with its row', async () => {
    const { filingId } = await reached(served, 'FILED', { no: 5 });
    const key = newKey();
    const reported = await reportToNationalCentre(inApril('centre'), onFiling(filingId!, 1, key), '示例报备1号');
    expect(reported).toMatchObject({ filing: { version: 2, reportReference: '示例报备1号' }, isRepeated: false });
    const repeated = await reportToNationalCentre(inApril('centre'), onFiling(filingId!, 1, key), '示例报备1号');
    expect(repeated).toEqual({ ...reported, isRepeated: true });
    const again = await reportToNationalCentre(inApril('centre'), onFiling(filingId!, 2), null);
    expect(again).toMatchObject({ refusals: [{ rule: 'FIL-014', code: 'ILLEGAL_TRANSITION' }] });
    const published = await publishFiling(inApril('bureau'), onFiling(filingId!, 2), '上海市人力资源和社会保障局官网');
    expect(published).toMatchObject({ filing: { version: 3, publishedOn: '2025-04-02' } });
    expect(await listRows(served.connection, `filing/${filingId}`)).toHaveLength(3);
  });

  test('that is only listed is neither, and what is not there is BAD_USER_INPUT', async () => {
    const { data } = await served.ask(
      '{ agencies(first: 1, synthetic: false) { nodes { filings { nodes { id version } } } } }',
    );
    const [{ id, version }] = data.agencies.nodes[0].filings.nodes as [{ id: string; version: number }];
    expect(version).toBe(0);
    const listedOnly = await publishFiling(inApril('bureau'), onFiling(id, 0), '示例渠道');
    expect(listedOnly).toMatchObject({ refusals: [{ rule: 'AGY-026', code: 'ILLEGAL_TRANSITION' }] });
    const none = publishFiling(inApril('bureau'), onFiling('filing-none', 0), '示例渠道');
    expect(await none.then(() => [], errorCodeOf)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a round', () => {
  const opening = { scopeItemIds: null, supplementaryNotices: [] };
  const opens = (month: string, changed: object = {}) =>
    openSelectionRound(acting(served, people.centre, '2026-11-01'), {
      ...{ month, ...opening, idempotencyKey: newKey() },
      ...changed,
    });

  test('of the notices stands from the start, by the system, once', async () => {
    const { data } = await served.ask('{ selectionRounds { id version assumedContinuation } }');
    const ids = preloadedRounds.map(({ _id }) => _id).toReversed();
    expect(data.selectionRounds.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(await historyOf(served.connection, 'round/2025-03', { first: 5 })).toMatchObject([
      { act: 'openSelectionRound', caller: { role: 'SYSTEM' } },
    ]);
  });

  test('beyond 2025 exists when the Centre opens it, with the items it offers', async () => {
    const scopeItemIds = [listed('2025-03').itemId];
    expect(await opens('2026-12', { scopeItemIds })).toMatchObject({
      round: { _id: '2026-12', version: 1, assumedContinuation: true, scopeItemIds },
    });
    expect(await opens('2026-12')).toMatchObject({ refusals: [{ rule: 'AGY-015', code: 'ROUND_EXISTS' }] });
  });

  test('of another month, or for items that the catalogue has not, is refused', async () => {
    expect(await opens('2026-11')).toMatchObject({ refusals: [{ code: 'INVALID_ROUND_MONTH' }] });
    const scopeItemIds = [catalogueItemId('2024-08', '咖啡师')];
    expect(await opens('2027-03', { scopeItemIds })).toMatchObject({
      refusals: [{ rule: 'CAT-012', code: 'NOT_IN_CATALOGUE', path: ['scopeItemIds', '0'] }],
    });
  });
});

describe('a contact', () => {
  test('is shown for a purpose, and each look is one row that does not hold it', async () => {
    const publicised = await reached(served, 'PUBLICITY', { no: 6 });
    const objected = done(await acts.raiseObjection(served, publicised));
    const look = async (of: Parameters<typeof unmaskContact>[1]['of'], purpose = '联系申报单位') =>
      unmaskContact(acting(served, people.centre, BEGIN), {
        ...{ id: objected._id, of, purpose, idempotencyKey: newKey() },
      });
    expect(await look('head')).toEqual({ name: '赵一', contact: '13800001234' });
    expect(await look({ objectionNo: 1 })).toMatchObject({ name: null, contact: expect.stringMatching(/^139/) });
    expect(await look('head', '?').then(() => [], errorCodeOf)).toEqual(['BAD_USER_INPUT']);
    expect(await look({ objectionNo: 9 }).then(() => [], errorCodeOf)).toEqual(['BAD_USER_INPUT']);
    const rows = await listRows(served.connection, `unmasking/application/${objected._id}`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('13800001234');
  });
});

test('others are told of every act and every receipt, without a name of a person', async () => {
  const { _id, filingId } = await reached(served, 'FILED', { no: 7 });
  await served.settle();
  const events = await listEvents(served.events, 0, 10_000);
  const own = events.filter(
    ({ aggregate }) => aggregate === `application/${_id}` || aggregate === `filing/${filingId}`,
  );
  expect(own.map(({ type }) => type)).toEqual([...Array<string>(10).fill('application.changed'), 'filing.created']);
  expect(JSON.stringify(own)).not.toMatch(/赵一|13800001234/);
});
