import { dayAt } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { findOtherApplications } from '../application/other-application-store.js';
import { findFiledByItem } from '../application/count-others.js';
import { listItems } from '../application/gather-submission-facts.js';
import { levelsOf } from '../application/item-form-rules.js';
import { countFor } from '../application/other-applications.js';
import type { ItemFacts } from '../application/submission-facts.js';
import { routeOfType } from '../route/route-rules.js';
import { type ArrivedEdition, openEditionOn } from '../listed-item/edition-in-force-rules.js';
import { type AdjustmentFacts, pendingAdjustment } from './adjustment-rules.js';
import { type ResolvedAddition, itemsOn } from './filed-scope.js';
import { type AdjustmentRequest, recordOf } from './filing-record.js';
import { findFilingsById } from './filing-store.js';
import type { HeldFiling } from './perform-on-filing.js';

/**
 * All that the rules look at when an adjustment is asked for or decided at an instant: three commands where something is added to
 * the filing of a social evaluation organisation, else none.
 */
export async function gatherAdjustmentFacts(
  store: Connection,
  { filing, items }: HeldFiling,
  { additions }: Pick<AdjustmentRequest, 'additions'>,
  at: Date,
  session?: ClientSession,
): Promise<AdjustmentFacts> {
  const on = dayAt(at);
  const isOfCatalogue = filing.facts.type === 'SOCIAL_ORGANISATION' && additions.length > 0;
  const known = isOfCatalogue ? await listAdditions(store, filing.agencyId, additions, at, session) : null;
  return {
    on,
    held: itemsOn(items, on),
    added: {
      at,
      on,
      route: routeOfType(filing.facts.type),
      rounds: [],
      form: { items: additions },
      items: known,
      exceptions: [],
    },
  };
}

/** The items that an adjustment adds, as their list has them, or as typed where the filing names no catalogue rows. */
export function resolvedAdditions(
  { additions }: Pick<AdjustmentRequest, 'additions'>,
  { added: { items } }: AdjustmentFacts,
): readonly ResolvedAddition[] {
  return additions.map((added, at) => {
    const listed = items?.[at]?.listed ?? null;
    const { fullName, code } = listed ?? added;
    return {
      added,
      fullName,
      code: code as ResolvedAddition['code'],
      levels: levelsOf(added),
      itemId: listed?.itemId ?? null,
    };
  });
}

async function listAdditions(
  store: Connection,
  applicantId: string,
  additions: AdjustmentRequest['additions'],
  at: Date,
  session?: ClientSession,
): Promise<readonly ItemFacts[] | null> {
  const [listed] = await listItems(store, { items: additions }, openOn(at), session);
  if (!listed) return null;
  const lineageIds = listed.flatMap((one) => one.listed?.lineageIds ?? []);
  const others = await findOtherApplications(store, { applicantId, applicationId: null, lineageIds }, session);
  const filed = await findFiledByItem(store, lineageIds, at, session);
  return listed.map((one) => ({ ...one, ...countFor(one.listed, { applicantId, filed, others }) }));
}

/** The ids under which agencies count for the items that the pending adjustment of a filing adds. */
export async function lineageIdsOf(store: Connection, id: string, at: Date): Promise<readonly string[]> {
  const [filing] = await findFilingsById(store, [id]);
  const pending = filing && pendingAdjustment(recordOf(filing));
  if (!pending) return [];
  const [listed] = await listItems(store, { items: pending.additions }, openOn(at));
  return (listed ?? []).flatMap((one) => one.listed?.lineageIds ?? []);
}

/** What is added is judged by the catalogue of the day. */
function openOn(at: Date) {
  return (arrived: readonly ArrivedEdition[]) => [openEditionOn(arrived, dayAt(at))];
}
