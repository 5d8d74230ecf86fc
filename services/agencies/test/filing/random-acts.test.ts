import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, day } from '@shanghai/kernel';
import { historyOf, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import fc from 'fast-check';
import { itemsOn } from '../../dist/filing/filed-scope.js';
import { filingTransitions } from '../../dist/filing/filing-machine.js';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { renewalOn } from '../../dist/filing/filing-step-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { instant } from '../application-facts.js';
import { people } from '../application-life.js';
import { FROM, type TriedFilingAct, filingActs, storedFiling } from '../filing-acts.js';
import { type NotedAct, scopeOf, stateOnPaper } from '../filing-model.js';
import { FILED, type Step, type Walk, anyStep, callerOf, publishFirst, storedOf, walked } from '../filing-walk.js';

const isDeep = Boolean(process.env['DEEP']);
const [walks, length] = isDeep ? [200, 60] : [8, 40];

const clock = settableClock(instant('2025-07-01'));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishFirst(served);
});
afterAll(async () => served.stop());

const first = { from: day(FROM), to: day('2027-05-09'), items: FILED };
const seen = { done: new Map<string, number>(), refused: new Map<string, number>() };

function count(of: Map<string, number>, act: string): void {
  of.set(act, (of.get(act) ?? 0) + 1);
}

/** Who may ask what can be done to a filing: others have no part in it, and are offered nothing. */
const parts = ['AGENCY', 'CENTRE', 'DISTRICT_BUREAU', 'BUREAU'];

/** What the graph says of it on the day, to who is about to act. */
async function asked({ held }: Walk, step: Step) {
  const by = isTried(step.move) ? callerOf({ held }, step.move, step) : people.centre;
  const offers = parts.includes(by.role) ? 'availableActs' : '';
  const question = `query ($id: ID!) { filing(id: $id) { state { status } renewal version ${offers} } }`;
  const { data, errors } = await served.ask(question, { id: held._id }, by);
  expect(errors).toEqual([]);
  const { availableActs = [], ...filing } = data.filing;
  return { filing, offered: availableActs as readonly string[] };
}

function isTried(move: Step['move']): move is TriedFilingAct {
  return move in filingActs;
}

/** Two acts are one mutation, told apart by its reason. */
function mutationOf(act: string): string {
  return ['recordNoRenewal', 'recordOtherTermination'].includes(act) ? 'recordAutomaticTermination' : act;
}

const ROLE_OR_STEP = /ILLEGAL_TRANSITION|NOT_FILING_AUTHORITY|BAD_USER_INPUT|FORBIDDEN/;

/** What is offered is a step of the machine for who asks; what is not offered is refused. */
function expectOffered(offered: readonly string[], { move, isStale }: Step, refused: readonly string[] | null): void {
  if (!isTried(move) || isStale) return;
  const isOffered = offered.includes(mutationOf(move));
  if (!isOffered) expect([move, 'refused', refused !== null]).toEqual([move, 'refused', true]);
  if (isOffered && mutationOf(move) === move) expect(String(refused)).not.toMatch(ROLE_OR_STEP);
}

/** A filing after a step, with all that was done to it so far. */
async function stepped(walk: Walk, step: Step, acts: readonly NotedAct[]) {
  const told = await asked(walk, step);
  const became = await walked(walk, step);
  const done = 'done' in became ? became.done : [];
  const refused = 'refused' in became ? became.refused : null;
  const held = await storedOf(served, walk.held._id);
  expectOffered(told.offered, step, refused);
  if (refused) expect(held).toEqual(walk.held);
  expect(held.version).toBe(walk.held.version + done.length);
  count(refused ? seen.refused : seen.done, step.move);
  for (const { act } of done) if (act !== step.move) count(seen.done, act);
  const noted = [...acts, ...done];
  expectAsOnPaper({ ...walk, held }, noted);
  return { held, acts: noted, told };
}

function expectAsOnPaper({ held, on }: Walk, acts: readonly NotedAct[]): void {
  const { facts, standing } = held;
  const scope = scopeOf(itemsOn(held.items, on).map(({ fullName, levels }) => [fullName, levels] as const));
  const paper = stateOnPaper(first, acts, on);
  expect({ status: stateOn(facts, on)!.status, renewal: renewalOn(facts, on), scope }).toEqual(paper);
  for (const item of held.items) {
    expect(item.facts).toEqual(facts);
    expect(standing.to === null || (item.standing.to !== null && item.standing.to <= standing.to)).toBe(true);
  }
}

describe('whatever is done to a filing, in whatever order, by whomever and whenever', () => {
  test('it is as on paper, its items repeat it, what is refused changes nothing, and the journal has all', async () => {
    const begins = fc.constantFrom('2025-07-01', '2027-01-20', '2027-02-10', '2027-05-01');
    const steps = fc.array(anyStep, { minLength: length, maxLength: length });
    const district = fc.constantFrom(null, '310115' as const);
    await fc.assert(
      fc.asyncProperty(begins, district, steps, async (begin, of, drawn) => {
        let on = day(begin);
        const { _id } = await storedFiling(served, { items: FILED, district: of });
        let held = await storedOf(served, _id);
        let acts: readonly NotedAct[] = [];
        for (const step of drawn) {
          on = addDays(on, step.days);
          clock.set(instant(on));
          const after = await stepped({ served, held, on }, step, acts);
          expect(after.told.filing).toEqual({ version: held.version, ...graphState(held, on) });
          ({ held, acts } = after);
        }
        const rows = await historyOf(served.connection, `filing/${_id}`, { first: 1_000 });
        expect(rows.map(({ act }) => act)).toEqual(acts.map(({ act }) => act));
      }),
      // A walk is not made shorter: each try is as long as a walk.
      { numRuns: walks, endOnFailure: true },
    );
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
    const never = filingTransitions.filter(({ act }) => !seen.done.has(act)).map(({ act }) => act);
    if (isDeep) expect(never).toEqual([]);
    expect(seen.done.size).toBeGreaterThan(8);
  }, 900_000);
});

/** The graph tells the same as the rules. */
function graphState({ facts }: Walk['held'], on: ReturnType<typeof day>) {
  return { state: { status: stateOn(facts, on)!.status }, renewal: renewalOn(facts, on) };
}
