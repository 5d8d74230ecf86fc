import { expect } from '@jest/globals';
import { day, startOfDay } from '@shanghai/kernel';
import type { DevelopmentClaims } from '@shanghai/gateway';
import { instantAt } from '@shanghai/platform';
import type { Graph, Json } from '../graph/graph.js';

/** Who takes part in a story, by the claims of a token; null is anyone. */
export type Person = DevelopmentClaims | null;

/** Those who take part in every story. */
export const people = {
  industry: { sub: 'lin', role: 'INDUSTRY_AUTHORITY', industry: '示例行业主管部门' },
  superior: { sub: 'su', role: 'SUPERIOR_AUTHORITY', superior: '示例上级主管部门' },
  pudong: { sub: 'pan', role: 'DISTRICT_BUREAU', district: '310115' },
  xuhui: { sub: 'xu', role: 'DISTRICT_BUREAU', district: '310104' },
  centre: { sub: 'zhou', role: 'CENTRE' },
  bureau: { sub: 'tao', role: 'BUREAU' },
  anyone: null,
} as const satisfies Record<string, Person>;

/** Somebody of an agency, or of the applicant that will be one. */
export function agencyPerson(agency: string): DevelopmentClaims {
  return { sub: 'chen', role: 'AGENCY', agency };
}

/** What an act is on. The version of an application or a site is that of the last answer; that of a filing is read anew. */
export interface Held {
  readonly of: 'application' | 'filing' | 'site';
  readonly id: string;
  readonly version: number;
}

/** What an act has made of it. */
export interface Done extends Held {
  readonly status: string | null;
}

/** How a story is told: each of these goes through the gateway with a token of who is named. */
export interface Teller {
  /** Nine o'clock of a day, with all that the days before have brought about. */
  readonly goTo: (on: string) => Promise<void>;
  /** An answer without errors. */
  readonly read: (by: Person, query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Json>;
  /** Drafts an application by a route. */
  readonly draft: (by: Person, route: string, form: object) => Promise<Done>;
  /** Does an act that takes, beside what it is on, what is given as GraphQL. Fails where it is refused. */
  readonly act: (by: Person, name: string, on: Held, given?: string) => Promise<Done>;
  /** By which rules and codes an act is refused; none when it was done. */
  readonly refused: (by: Person, name: string, on: Held, given?: string) => Promise<readonly string[]>;
  /** With which codes an act is turned away before any rule is asked; none when it was answered. */
  readonly turnedAway: (by: Person, name: string, on: Held, given?: string) => Promise<readonly unknown[]>;
}

const NINE_HOURS = 9 * 3_600_000;

const ANSWERS = {
  application: '... on ApplicationActDone { application { id version status } }',
  filing: '... on FilingActDone { filing { id version } }',
  site: '... on SiteActDone { site { id version } }',
} as const;

const REFUSED = '... on Refused { refusals { rule code path } }';

let keys = 0;

/** A key that no other act has. */
export function newKey(): string {
  keys += 1;
  return `story-key-${keys}`;
}

/** Tells a story in a graph. */
export function tell(graph: () => Graph): Teller {
  const versionOf = async ({ of, id, version }: Held): Promise<number> =>
    of !== 'filing'
      ? version
      : (await graph().ask('query ($id: ID!) { filing(id: $id) { version } }', { id })).data.filing.version;

  const attempt = async (by: Person, name: string, on: Held, given = '') => {
    const at = `id: "${on.id}", version: ${await versionOf(on)}, idempotencyKey: "${newKey()}"`;
    return graph().as(by)(`mutation { act: ${name}(${at} ${given}) { ${ANSWERS[on.of]} ${REFUSED} } }`);
  };

  const answered = async (by: Person, name: string, on: Held, given?: string): Promise<Json> => {
    const { data, errors } = await attempt(by, name, on, given);
    expect(errors).toEqual([]);
    return data.act;
  };

  const read: Teller['read'] = async (by, query, variables) => {
    const { data, errors } = await graph().as(by)(query, variables);
    expect(errors).toEqual([]);
    return data;
  };

  return {
    read,
    goTo: async (on) => {
      graph().clock.set(instantAt(startOfDay(day(on)).getTime() + NINE_HOURS));
      await graph().settle();
      await graph().tick();
      await graph().settle();
    },
    draft: async (by, route, form) => {
      const query = `mutation ($form: ApplicationFormInput!, $route: ApplicationRoute!, $key: IdempotencyKey!) {
        act: draftApplication(form: $form, route: $route, idempotencyKey: $key) { ${ANSWERS.application} ${REFUSED} }
      }`;
      return doneIn('application', (await read(by, query, { form, route, key: newKey() })).act);
    },
    act: async (by, name, on, given) => doneIn(on.of, await answered(by, name, on, given)),
    refused: async (by, name, on, given) => codesOf(await answered(by, name, on, given)),
    turnedAway: async (by, name, on, given) =>
      (await attempt(by, name, on, given)).errors.map(({ extensions }) => extensions['code']),
  };
}

function doneIn(of: Held['of'], answer: Json): Done {
  expect(codesOf(answer)).toEqual([]);
  const { id, version, status = null } = answer[of];
  return { of, id, version, status };
}

function codesOf({ refusals = [] }: Json): readonly string[] {
  return refusals.map(({ rule, code }: Json) => `${rule} ${code}`);
}
