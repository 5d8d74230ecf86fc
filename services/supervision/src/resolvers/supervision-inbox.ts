import { workingDaysLeft } from '@shanghai/kernel';
import type { QueryResolvers, SupervisionInboxResolvers, SupervisionTaskResolvers } from '../generated/resolvers.js';
import { countTasks, openSupervisionInbox } from '../inbox/supervision-inbox.js';

const FEW_TASKS = 20;

export const SupervisionInbox = {
  counts: async ({ tasks }) => countTasks(await tasks()),
  tasks: async ({ tasks }, { kind: kinds, first }) =>
    (await tasks()).filter(({ kind }) => kinds?.includes(kind) ?? true).slice(0, first ?? FEW_TASKS),
} satisfies SupervisionInboxResolvers;

export const SupervisionTask = {
  workingDaysLeft: ({ dueOn }, { asOf }, { today }) => (dueOn === null ? null : workingDaysLeft(dueOn, asOf ?? today)),
  agency: ({ agencyId }) => (agencyId === null ? null : { id: agencyId }),
  inspection: async ({ thing }, _arguments, { loaders }) => loaded(thing, 'inspection', loaders.inspection),
  violationCase: async ({ thing }, _arguments, { loaders }) => loaded(thing, 'case', loaders.violationCase),
  alert: async ({ thing }, _arguments, { loaders }) => loaded(thing, 'alert', loaders.alert),
} satisfies SupervisionTaskResolvers;

/** What is asked of what is to be done. */
export const inboxQueries = {
  supervisionInbox: (_parent, { asOf, days }, context) =>
    openSupervisionInbox(context, asOf ?? context.today, days ?? undefined),
} satisfies QueryResolvers;

/** The thing of a task where it is of that kind; null for others. */
async function loaded<Row>(
  thing: string,
  kind: string,
  loader: { readonly load: (id: string) => Promise<Row | null> },
): Promise<Row | null> {
  const [own, id] = thing.split('/');
  return own === kind && id !== undefined ? loader.load(id) : null;
}
