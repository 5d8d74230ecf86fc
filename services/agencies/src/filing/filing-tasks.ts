import type { Day } from '@shanghai/kernel';
import { isWithin } from '@shanghai/kernel';
import type { Context } from '../context.js';
import { catalogueDifference } from '../listed-item/dropped-items-rules.js';
import { byText } from '../text-order.js';
import type { Filing } from './filing.js';
import { type FilingTask, type TaskOwner, tasksOn } from './filing-task-rules.js';
import { isAuthority } from './filing-step-rules.js';

/** A task, and for a hint of the catalogue the edition it comes from. */
export interface ToldTask extends FilingTask {
  readonly edition: string | null;
}

const owners: readonly TaskOwner[] = ['AGENCY', 'AUTHORITY'];

/** What a filing waits for on a day: what follows from its acts, and what newer editions no longer list of it. */
export async function tasksOfFiling(context: Context, filing: Filing, on: Day): Promise<readonly ToldTask[]> {
  const own = tasksOn(filing, on).map((task) => ({ ...task, edition: null }));
  return [...own, ...(await differencesOf(context, filing, on))].sort((a, b) => byText(a.since, b.since));
}

/** Who may see what goes on inside of a filing: its agency, its authority, and those who see the city. */
export function seesInside({ role, scopes }: Context['caller'], { agencyId, authority }: Filing): boolean {
  if (role === 'AGENCY') return scopes['agency'] === agencyId;
  if (role !== 'DISTRICT_BUREAU') return true;
  return isAuthority(authority, { role, district: scopes['district'] ?? null });
}

async function differencesOf({ loaders }: Context, { _id, agencyId }: Filing, on: Day): Promise<readonly ToldTask[]> {
  const told = (await loaders.differencesOfFiling.load(_id)).filter(({ since }) => since <= on);
  if (told.length === 0) return [];
  const items = new Map((await loaders.filedItemsOfAgency.load(agencyId)).map((item) => [item._id, item]));
  return told.flatMap(({ edition, since, filedItemId }) => {
    const item = items.get(filedItemId);
    // What has left the scope since has nothing to be hinted at.
    if (!item || !isWithin(on, item.standing.from, item.standing.to)) return [];
    return owners.map((owner) => ({
      kind: 'CATALOGUE_DIFFERENCE' as const,
      owner,
      since,
      dueOn: null,
      filedItemId,
      edition,
      explanation: `${edition}目录不再列有“${item.fullName}”；仅作提示，备案不因此终止`,
      clauses: catalogueDifference.clauses,
    }));
  });
}
