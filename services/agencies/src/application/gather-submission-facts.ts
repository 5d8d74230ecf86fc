import { dayAt, nameKey } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { findListedItems, findListedItemsById } from '../listed-item/listed-item-store.js';
import { findBodyFacts } from '../restriction/restriction-store.js';
import { findRounds } from '../round/round-store.js';
import { roundAt, scopeEditionOn } from '../round/round-rules.js';
import type { StoredRound } from '../round/selection-round.js';
import type { Application, JudgedForm } from './application.js';
import { findOtherApplications } from './application-store.js';
import { findFiledByItem } from './count-others.js';
import { countFor, earlierOf } from './other-applications.js';
import type { ItemFacts, ListedItem, SubmissionFacts } from './submission-facts.js';

/** What a submission is judged by beside the store: a stored application, or a form with nothing else yet. */
export type Submitted = Pick<SubmissionFacts, 'recommendations' | 'siteRecommendations' | 'exceptions'> & {
  /** Null for a form that is not stored. */
  readonly applicationId: string | null;
  readonly applicantId: string;
  readonly form: JudgedForm;
};

/** A form alone: nobody has recommended it, and nothing was allowed to it. */
export function unstored(applicantId: string, form: JudgedForm): Submitted {
  return { applicationId: null, applicantId, form, recommendations: [], siteRecommendations: [], exceptions: [] };
}

/** A stored application as its rules see it. */
export function stored({ _id, ...application }: Omit<Application, 'form'>, form: JudgedForm): Submitted {
  const { applicantId, recommendations, siteRecommendations, exceptions } = application;
  return { applicationId: _id, applicantId, form, recommendations, siteRecommendations, exceptions };
}

/**
 * All that the rules look at when an application is submitted at an instant: the same for the act and for what is only checked.
 * Five commands, and one more where an item is in no list of that day.
 */
export async function gatherSubmissionFacts(
  store: Connection,
  submitted: Submitted,
  at: Date,
  session?: ClientSession,
): Promise<SubmissionFacts & { readonly rounds: readonly StoredRound[] }> {
  const { applicationId, applicantId, form, recommendations, siteRecommendations, exceptions } = submitted;
  const on = dayAt(at);
  const rounds = await findRounds(store, session);
  const listed = await listItems(store, form, scopeEditionOn(on, roundAt(rounds, at)), session);
  const lineageIds = (listed ?? []).flatMap((one) => one.listed?.lineageIds ?? []);
  const others = await findOtherApplications(store, { applicantId, applicationId, lineageIds }, session);
  const filed = await findFiledByItem(store, lineageIds, at, session);
  const body = await findBodyFacts(store, { agencyId: applicantId, creditCode: creditCodeOf(form) }, session);
  return {
    ...{ at, on, form, recommendations, siteRecommendations, exceptions, rounds },
    items: listed && listed.map((one) => ({ ...one, ...countFor(one.listed, { applicantId, filed, others }) })),
    earlier: earlierOf(others, applicantId, rounds),
    creditCodeIsTaken: body.creditCodeIsTaken,
    restrictions: body.restrictions,
  };
}

/** Each item of the form in the published lists; null when the list of that day has not arrived here. */
async function listItems(
  store: Connection,
  { items }: JudgedForm,
  edition: string | null,
  session?: ClientSession,
): Promise<readonly Pick<ItemFacts, 'listed' | 'elsewhere'>[] | null> {
  if (edition === null) return null;
  const nameKeys = items.map(({ fullName }) => nameKey(fullName));
  const codes = items.flatMap(({ code }) => code ?? []);
  const found = await findListedItems(store, { nameKeys, codes, editions: [edition] }, session);
  if (!found.editions.includes(edition)) return null;
  const placed = items.map(({ code }, index) => placeItem(found.items, { nameKey: nameKeys[index]!, code, edition }));
  const lost = placed.filter(({ listed }) => listed === null).flatMap(({ elsewhere }) => elsewhere);
  const successors = await successorsOf(store, lost, edition, session);
  return placed.map(({ listed, elsewhere }) => ({
    listed,
    elsewhere: elsewhere.map((one) => ({
      found: one,
      successor: successors.find(({ itemId }) => one.lineageIds.includes(itemId)) ?? null,
    })),
  }));
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

async function successorsOf(
  store: Connection,
  lost: readonly ListedItem[],
  edition: string,
  session?: ClientSession,
): Promise<readonly ListedItem[]> {
  if (lost.length === 0) return [];
  const found = await findListedItemsById(store, [...new Set(lost.flatMap((one) => one.lineageIds))], session);
  return found.filter((one) => one.edition === edition);
}

function creditCodeOf({ unifiedSocialCreditCode }: JudgedForm): string | null {
  return unifiedSocialCreditCode === null ? null : unifiedSocialCreditCode.trim();
}
