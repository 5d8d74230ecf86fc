import { creditCodeCheck } from '@shanghai/kernel';
import { type Acting, type Caller, publicCaller } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, testSealer } from '@shanghai/platform/testing';
import { GraphQLError } from 'graphql';
import { type Drafting, draftApplication } from '../dist/application/acts/draft-application.js';
import type { ApplicationForm } from '../dist/application/application-form.js';
import type { ApplicationRoute } from '../dist/application/application-route.js';
import type { StoredApplication } from '../dist/application/application.js';
import type { ApplicationActOutcome } from '../dist/application/perform-on-application.js';
import { barista, instant, lawfulForm, listed, material } from './application-facts.js';

/** Who takes part in the life of an application, by what they do. */
export const people = {
  industry: bearer('INDUSTRY_AUTHORITY', 'lin', { industry: '上海市商务委员会' }),
  superior: bearer('SUPERIOR_AUTHORITY', 'su', { superior: '示例上级主管部门' }),
  pudong: bearer('DISTRICT_BUREAU', 'pan', { district: '310115' }),
  xuhui: bearer('DISTRICT_BUREAU', 'xu', { district: '310104' }),
  centre: bearer('CENTRE', 'zhou', {}),
  bureau: bearer('BUREAU', 'tao', {}),
  anyone: publicCaller,
} as const;

/** The day on which a life begins when no other is given: in the window of the round of 2025-03. */
export const BEGIN = '2025-03-24';

/** How many invented items `publishEdition` tells of: one for each life of a test file. */
const ITEMS = 600;

let keys = 0;
let lives = 0;

/** A key that no other act has. */
export function newKey(): string {
  keys += 1;
  return `test-key-${keys}`;
}

/** A body that applies: its number is in its id, its credit code and its item, so that no life is in the way of another. */
export function bodyOf(no: number, changed: Partial<ApplicationForm> = {}): ApplicationForm {
  const fullName = itemNameOf(no);
  const code = `5131000${String(no).padStart(10, '0')}`;
  const form = lawfulForm();
  return {
    ...form,
    name: `示例申报单位${no}`,
    unifiedSocialCreditCode: code + creditCodeCheck(code),
    items: [barista({ fullName, code: null })],
    sites: form.sites.map((site) => ({ ...site, itemNames: [fullName] })),
    materials: form.materials.map((one) => (one.itemName === null ? one : { ...one, itemName: fullName })),
    ...changed,
  };
}

/** The item of a life. */
export function itemNameOf(no: number): string {
  return `示例职业${no}`;
}

/** The materials of a form for several items: two sample papers for each. */
export function materialsFor(itemNames: readonly string[]): ApplicationForm['materials'] {
  const papers = itemNames.flatMap((itemName, at) => [
    material('SAMPLE_PAPERS', 100 + 2 * at, { itemName }),
    material('SAMPLE_PAPERS', 101 + 2 * at, { itemName }),
  ]);
  return [...lawfulForm().materials.filter(({ itemName }) => itemName === null), ...papers];
}

/** The applicant of an application. */
export function applicantOf({ applicantId }: Pick<StoredApplication, 'applicantId'>): Caller {
  return bearer('AGENCY', 'chen', { agency: applicantId });
}

/** Somebody who does something, at an instant or on a day. */
export function acting({ connection }: Pick<ServedSubgraph, 'connection'>, by: Caller, at: string): Acting & Drafting {
  return { store: connection, caller: by, now: instant(at), sealer: testSealer };
}

/** What an act is about: the application as it was seen. */
export function on({ _id, version }: Pick<StoredApplication, '_id' | 'version'>, key = newKey()) {
  return { id: _id, version, idempotencyKey: key };
}

/** The application as an act left it. */
export function done(outcome: ApplicationActOutcome): StoredApplication {
  if ('refusals' in outcome) throw new Error(`refused: ${codesOf(outcome).join(', ')}`);
  return outcome.application;
}

/** Why an act was refused, by rule and code; none when it was done. */
export function codesOf(outcome: ApplicationActOutcome): readonly string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ rule, code }) => `${rule} ${code}`) : [];
}

/** The code of an error that the graph answers with. */
export function errorCodeOf(error: unknown): readonly string[] {
  if (!(error instanceof GraphQLError)) throw error;
  return [String(error.extensions['code'])];
}

/** What each edition is, and since when. */
const editionsTold = {
  '2024-08': { kind: 'ROUND_SCOPE', effectiveOn: '2024-08-19' },
  '2025-03': { kind: 'OPEN_CATALOGUE', effectiveOn: '2025-03-20' },
} as const;

/** What the catalogue tells of an edition: 咖啡师 and the items of so many lives. */
export function editionPayload(edition: '2024-08' | '2025-03', lives = ITEMS) {
  const invented = Array.from({ length: lives }, (_, no) => listed(edition, { fullName: itemNameOf(no), code: null }));
  return {
    edition,
    ...editionsTold[edition],
    items: [listed(edition), ...invented].map(({ itemId: id, nameKey: key, ...item }) => ({ id, key, ...item })),
  };
}

/** Tells the agencies of an edition, as the catalogue does. */
export async function publishEdition(
  served: ServedSubgraph,
  edition: '2024-08' | '2025-03' = '2025-03',
): Promise<void> {
  await publishForTest(served.events, { type: 'edition.published', payload: editionPayload(edition) });
  await served.settle();
}

/** What is changed of a life; its number is the next one when none is given. */
export interface Life {
  readonly no?: number;
  readonly at?: string;
  readonly form?: Partial<ApplicationForm>;
  readonly route?: ApplicationRoute;
}

/** The draft of a body. */
export async function drafted(served: ServedSubgraph, life: Life = {}): Promise<StoredApplication> {
  const { no = (lives += 1), at = BEGIN, form, route = 'SOCIAL' } = life;
  const by = applicantOf({ applicantId: `agency-${no}` });
  return done(
    await draftApplication(acting(served, by, at), { form: bodyOf(no, form), route, idempotencyKey: newKey() }),
  );
}

function bearer(role: string, subject: string, scopes: Readonly<Record<string, string>>): Caller {
  return { role, subject, scopes, posts: [] };
}
