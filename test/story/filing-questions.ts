import { listEvents } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import type { Graph, Json } from '../graph/graph.js';
import { type Held, type Person, type Teller, newKey, people } from './teller.js';

/** What a story asks about the filing of an agency, each through the gateway, and what supervision orders of it. */
export interface FilingQuestions {
  /** What it covers on a day, and how it stands, as anyone reads it. */
  readonly stateOf: (agency: string, asOf: string) => Promise<Json>;
  /** Whether the agency may assess an item on each of some days, with the codes of what fails. */
  readonly mayAssessOn: (agency: string, itemId: string, days: readonly string[]) => Promise<readonly string[]>;
  /** What the filing waits for, as somebody sees it on the page of the agency. */
  readonly tasksOf: (by: Person, agency: string) => Promise<readonly string[]>;
  /** The id of an item in its scope on a day. */
  readonly filedItemId: (agency: string, fullName: string, asOf: string) => Promise<string>;
  /** Orders a measure by an event, as supervision does, and gives what is told back of it. */
  readonly order: (agency: string, kind: string, tier: string) => Promise<Json>;
}

const SCOPE = `query ($id: ID!, $asOf: Day) {
  filing(id: $id) {
    state(asOf: $asOf) { status since }
    renewal(asOf: $asOf)
    validTo
    items(asOf: $asOf) { nodes { id fullName } }
  }
}`;

const TASKS = `query ($agency: ID!) {
  agency(id: $agency) { filings { nodes { tasks { kind owner dueOn edition { id } filedItem { fullName } } } } }
}`;

/** The questions of a story about filings that are named by their agencies. */
export function askAboutFilings(
  graph: () => Graph,
  story: Teller,
  filingOf: (agency: string) => Held,
): FilingQuestions {
  const scopeOf = async (agency: string, asOf: string): Promise<Json> =>
    (await story.read(people.anyone, SCOPE, { id: filingOf(agency).id, asOf })).filing;

  return {
    stateOf: async (agency, asOf) => {
      const filing = await scopeOf(agency, asOf);
      return { ...filing, items: filing.items.nodes.map(({ fullName }: Json) => fullName) };
    },
    filedItemId: async (agency, fullName, asOf) =>
      (await scopeOf(agency, asOf)).items.nodes.find((one: Json) => one.fullName === fullName).id,
    mayAssessOn: async (agency, itemId, days) => {
      const given = 'agencyId: $agency, itemId: $item, level: SENIOR, district: "310115"';
      const asked = days.map(
        (on, at) => `on${at}: mayAssess(${given}, on: "${on}") { mayAssess findings { code verdict } }`,
      );
      const query = `query ($agency: ID!, $item: ID!) { ${asked.join('\n')} }`;
      const answers = await story.read(people.anyone, query, { agency, item: itemId });
      return days.map((_, at) => answered(answers[`on${at}`]));
    },
    tasksOf: async (by, agency) => {
      const { agency: found } = await story.read(by, TASKS, { agency });
      return found.filings.nodes[0].tasks.map(worded);
    },
    order: async (agency, kind, tier) => {
      const { events } = graph().subgraph('supervision');
      const of = { measureId: newKey(), caseId: `case-${agency}`, filingId: filingOf(agency).id };
      const payload = { ...of, kind, tier, from: null, to: null };
      await publishForTest(events, { type: 'measure.ordered', payload, aggregate: `case/${of.caseId}` });
      await graph().settle();
      const told = (await listEvents(events, 0, 10_000)).filter(({ type }) => type === 'measure.applied');
      return told.map((one) => JSON.parse(one.payload)).find(({ measureId }) => measureId === of.measureId);
    },
  };
}

/** An answer of `mayAssess` with the codes of what fails. */
export function answered({ mayAssess, findings }: Json): string {
  const failed = findings.filter(({ verdict }: Json) => verdict === 'FAIL').map(({ code }: Json) => code);
  return [mayAssess, ...failed].join(' ');
}

function worded({ kind, owner, dueOn, edition, filedItem }: Json): string {
  return [owner, kind, dueOn, edition?.id, filedItem?.fullName].filter((one) => one != null).join(' ');
}
