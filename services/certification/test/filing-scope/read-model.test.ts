import { describe, expect, test } from '@jest/globals';
import { day, refusalsOf } from '@shanghai/kernel';
import { rebuild } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { emptyFiledScopes, findScopesById, findScopesOfAgency } from '../../dist/filing-scope/filed-scope-store.js';
import { scopeOn } from '../../dist/filing-scope/scope-on.js';
import { takeFilings } from '../../dist/filing-scope/take-filings.js';
import { useCertification } from '../certification.js';
import { filingChanged, filingCreated, loaded, scopeItem, span, toldFiling } from './told-filings.js';

const certification = useCertification();
const ids = ['filing-1', 'loaded-1', 'loaded-2', 'loaded-3'];

async function tell(...events: Parameters<typeof publishForTest>[1][]): Promise<void> {
  for (const event of events) await publishForTest(certification().events, event);
  await certification().settle();
}

async function known(...of: readonly string[]) {
  return findScopesById(certification().connection, of);
}

async function codesOn(on: string, behind = 0): Promise<string[]> {
  const source = { store: certification().connection, lag: async () => Promise.resolve(behind) };
  const { findings } = await scopeOn(source, 'filing-1', { subjects: ['item-1'], level: 3, on: day(on) });
  return refusalsOf(findings).map(({ code }) => code);
}

describe('the read model of filings', () => {
  test('knows a filing from its receipt on, with its agency', async () => {
    expect(await codesOn('2025-06-20')).toEqual(['NOT_FILED']);
    await tell(filingCreated(toldFiling()));
    expect(await codesOn('2025-06-20')).toEqual([]);
    expect(await findScopesOfAgency(certification().connection, 'agency-1')).toMatchObject([
      { _id: 'filing-1', agency: { name: '示例机构agency-1' }, authority: { body: 'CENTRE' }, version: 1 },
    ]);
  });

  test('follows what becomes of it, and keeps the agency', async () => {
    const states = [span('ACTIVE', '2025-03-10', '2025-06-19'), span('SUSPENDED', '2025-06-20', null)];
    await tell(filingChanged(toldFiling({ version: 3, states })));
    expect(await codesOn('2025-06-20')).toEqual(['FILING_SUSPENDED']);
    // Told late: it is of before.
    await tell(filingChanged(toldFiling({ version: 2 })));
    expect(await codesOn('2025-06-20')).toEqual(['FILING_SUSPENDED']);
    expect(await known('filing-1')).toMatchObject([{ agency: { name: '示例机构agency-1' } }]);
  });

  test('refuses to decide while it is too far behind', async () => {
    expect(await codesOn('2025-06-19', 501)).toEqual(['FILING_DATA_BEHIND']);
    expect(await codesOn('2025-06-19', 500)).toEqual([]);
  });

  test('takes a load by parts, and forgets what is no longer in one', async () => {
    const [one, two, three] = ['loaded-1', 'loaded-2', 'loaded-3'].map((filingId) => toldFiling({ filingId }));
    await tell(loaded('real/0', [one!, two!]), loaded('real/1', [three!]));
    expect((await known(...ids)).map(({ _id }) => _id).sort()).toEqual(ids);
    // What an act has changed since is not the load's any more.
    await tell(filingChanged(toldFiling({ filingId: 'loaded-1', version: 1, scope: [] }), 'agency-of-loaded-1'));
    await tell(loaded('real/0', [one!]), loaded('real/1', []));
    expect((await known(...ids)).map(({ _id }) => _id).sort()).toEqual(['filing-1', 'loaded-1']);
    expect(await known('loaded-1')).toMatchObject([{ items: [], part: 'real/0', version: 1 }]);
  });

  test('passes by what was told before scopes were', async () => {
    const { type: _type, payload, ...event } = filingChanged(toldFiling({ filingId: 'older' }));
    const { states: _states, ...older } = payload as Record<string, unknown>;
    await tell({ ...event, type: 'filing.changed', payload: older });
    expect(await known('older')).toEqual([]);
  });

  test('is the same when it is built anew from the first event', async () => {
    await tell(filingChanged(toldFiling({ version: 4, scope: [scopeItem({ levels: [5] })] })));
    const live = await known(...ids);
    const { connection } = certification();
    await rebuild({ consumer: takeFilings(connection), store: connection }, async (session) =>
      emptyFiledScopes(connection, session),
    );
    expect(await known(...ids)).toEqual([]);
    await certification().settle();
    expect(await known(...ids)).toEqual(live);
  });
});
