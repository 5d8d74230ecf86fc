import { dayAt, nameKey } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { gatherComparison } from '../comparison/gather-comparison.js';
import { findListedItems, findListedItemsById } from '../listed-item/listed-item-store.js';
import type { ArrivedEdition } from '../listed-item/edition-in-force-rules.js';
import { findBodyFacts } from '../restriction/restriction-store.js';
import { findRounds } from '../round/round-store.js';
import { roundAt, scopeEditionOn } from '../round/round-rules.js';
import type { StoredRound } from '../round/selection-round.js';
import { type RouteState, routeBegun } from './application-route.js';
import type { Application, JudgedForm } from './application.js';
import { findOtherApplications } from './other-application-store.js';
import { findFiledByItem } from './count-others.js';
import { countFor, earlierOf } from './other-applications.js';
import type { ItemFacts, ListedItem, SubmissionFacts } from './submission-facts.js';

/** What a submission is judged by beside the store: a stored application, or a form with nothing else yet. */
export type Submitted = Pick<
  SubmissionFacts,
  'recommendations' | 'siteRecommendations' | 'exceptions' | 'route' | 'routeChoice' | 'consents'
> & {
  /** Null for a form that is not stored. */
  readonly applicationId: string | null;
  readonly applicantId: string;
  readonly form: JudgedForm;
};

/** A form alone: nobody has recommended it, and nothing was allowed to it. */
export function unstored(applicantId: string, form: JudgedForm, route: RouteState['route'] = 'SOCIAL'): Submitted {
  const nothing = { recommendations: [], siteRecommendations: [], exceptions: [] };
  return { ...routeBegun(route), ...nothing, applicationId: null, applicantId, form };
}

/** A stored application as its rules see it. */
export function stored({ _id, ...application }: Omit<Application, 'form'>, form: JudgedForm): Submitted {
  const { applicantId, recommendations, siteRecommendations, exceptions, route, routeChoice, consents } = application;
  const of = { route, routeChoice, consents, recommendations, siteRecommendations, exceptions };
  return { ...of, applicationId: _id, applicantId, form };
}

/** Facts with the rounds as they are stored. */
export type GatheredFacts = SubmissionFacts & { readonly rounds: readonly StoredRound[] };

/** What costs a command of its own: the items in the published lists, what counts for them, other applications, the body. */
export type FactPart = 'items' | 'counts' | 'earlier' | 'body';

/** Every part: what a submission is judged by. */
export const everyPart: readonly FactPart[] = ['items', 'counts', 'earlier', 'body'];

/**
 * All that the rules look at when an application is submitted at an instant: the same for the act and for what is only checked.
 * Five commands, and one more where an item is in no list of that day; fewer where the route asks less.
 */
export async function gatherSubmissionFacts(
  store: Connection,
  submitted: Submitted,
  at: Date,
  session?: ClientSession,
): Promise<GatheredFacts> {
  const [facts] = await gatherFactsAt(store, submitted, { instants: [at], parts: everyPart }, session);
  return facts!;
}

/**
 * The facts as they are at several instants, in their order. Parts that are not asked for are left unknown: only for rules that
 * do not look at them. What counts is looked up for each instant, all else once.
 */
export async function gatherFactsAt(
  store: Connection,
  submitted: Submitted,
  { instants, parts }: { readonly instants: readonly Date[]; readonly parts: readonly FactPart[] },
  session?: ClientSession,
): Promise<readonly GatheredFacts[]> {
  const { applicationId, applicantId, ...judged } = submitted;
  const { form, route } = judged;
  // The lists, the cap and the locks are for social evaluation organisations alone.
  const has = (...wanted: readonly FactPart[]) =>
    wanted.some((part) => parts.includes(part) && (part === 'body' || route === 'SOCIAL'));
  const rounds = await findRounds(store, session);
  const editionsOf: EditionsAsked = (arrived) =>
    instants.map((at) => scopeEditionOn(dayAt(at), roundAt(rounds, at), arrived));
  const lists = has('items') ? await listItems(store, form, editionsOf, session) : instants.map(() => null);
  const lineageIds = [
    ...new Set(lists.flatMap((list) => list ?? []).flatMap(({ listed }) => listed?.lineageIds ?? [])),
  ];
  const about = { applicantId, applicationId, lineageIds };
  const others = has('earlier', 'counts') ? await findOtherApplications(store, about, session) : [];
  const agency = { agencyId: applicantId, creditCode: creditCodeOf(form) };
  const body = has('body') ? await findBodyFacts(store, agency, session) : unknownBody;
  const comparison = await gatherComparison(store, submitted, session);
  const gathered: GatheredFacts[] = [];
  for (const [index, at] of instants.entries()) {
    const filed = has('counts')
      ? await findFiledByItem(store, lineageIds, at, session)
      : new Map<string, readonly string[]>();
    const items = lists[index] ?? null;
    gathered.push({
      ...{ ...judged, at, on: dayAt(at), rounds },
      items: items && items.map((one) => ({ ...one, ...countFor(one.listed, { applicantId, filed, others }) })),
      earlier: earlierOf(others, applicantId, rounds),
      ...comparison(dayAt(at)),
      ...body,
    });
  }
  return gathered;
}

const unknownBody: Pick<SubmissionFacts, 'creditCodeIsTaken' | 'restrictions'> = {
  creditCodeIsTaken: false,
  restrictions: null,
};

/** An applied item, where the lists have it. */
export type PlacedItem = Pick<ItemFacts, 'listed' | 'elsewhere'>;

/** Which editions are asked for, of those that have arrived. */
type EditionsAsked = (arrived: readonly ArrivedEdition[]) => readonly (string | null)[];

/** Each item of the form in the published list of each edition asked for; null where the list has not arrived here. */
export async function listItems(
  store: Connection,
  { items }: Pick<JudgedForm, 'items'>,
  editionsOf: EditionsAsked,
  session?: ClientSession,
): Promise<readonly (readonly PlacedItem[] | null)[]> {
  const nameKeys = items.map(({ fullName }) => nameKey(fullName));
  const codes = items.flatMap(({ code }) => code ?? []);
  const found = await findListedItems(store, { nameKeys, codes }, session);
  const editions = editionsOf(found.editions);
  const arrived = new Set(found.editions.map(({ edition }) => edition));
  const placed = editions.map((edition) => {
    if (edition === null || !arrived.has(edition)) return null;
    return items.map(({ code }, index) => placeItem(found.items, { nameKey: nameKeys[index]!, code, edition }));
  });
  const lost = placed.flatMap((list) => list ?? []).filter(({ listed }) => listed === null);
  const successors = await successorsOf(
    store,
    lost.flatMap(({ elsewhere }) => elsewhere),
    session,
  );
  return placed.map(
    (list, index) =>
      list &&
      list.map(({ listed, elsewhere }) => ({
        listed,
        elsewhere: elsewhere.map((one) => ({ found: one, successor: successorIn(successors, one, editions[index]!) })),
      })),
  );
}

function successorIn(
  successors: readonly ListedItem[],
  { lineageIds }: ListedItem,
  edition: string,
): ListedItem | null {
  return successors.find((one) => one.edition === edition && lineageIds.includes(one.itemId)) ?? null;
}

/** The item of that name in the edition, and what else has its name or its code in other editions. */
function placeItem(
  items: readonly ListedItem[],
  applied: { readonly nameKey: string; readonly code: string | null; readonly edition: string },
): { readonly listed: ListedItem | null; readonly elsewhere: readonly ListedItem[] } {
  const named = items.filter((one) => one.nameKey === applied.nameKey);
  const coded = items.filter((one) => one.code !== null && one.code === applied.code);
  return {
    listed: named.find(({ edition }) => edition === applied.edition) ?? null,
    elsewhere: [...new Set([...named, ...coded])].filter(({ edition }) => edition !== applied.edition),
  };
}

/** What became of items that are not in the list of a day, in any list. */
async function successorsOf(
  store: Connection,
  lost: readonly ListedItem[],
  session?: ClientSession,
): Promise<readonly ListedItem[]> {
  if (lost.length === 0) return [];
  return findListedItemsById(store, [...new Set(lost.flatMap((one) => one.lineageIds))], session);
}

/** The credit code of a form, without blanks around it; null when it is left out. */
export function creditCodeOf({ unifiedSocialCreditCode }: Pick<JudgedForm, 'unifiedSocialCreditCode'>): string | null {
  return unifiedSocialCreditCode === null ? null : unifiedSocialCreditCode.trim();
}
