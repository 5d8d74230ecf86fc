import type { Context } from '../context.js';
import type { InternalSupervisorInput, MutationResolvers, StaffInput } from '../generated/resolvers.js';
import { addInternalSupervisor } from '../roster/acts/add-internal-supervisor.js';
import { addStaff } from '../roster/acts/add-staff.js';
import { changeInternalSupervisor } from '../roster/acts/change-internal-supervisor.js';
import { changeStaff } from '../roster/acts/change-staff.js';
import { importRoster } from '../roster/acts/import-roster.js';
import { removeInternalSupervisor } from '../roster/acts/remove-internal-supervisor.js';
import { removeStaff } from '../roster/acts/remove-staff.js';
import type { RosterActOutcome } from '../roster/perform-on-roster.js';
import type { FiledLine } from '../roster/sent-line.js';
import type { TypedStaff, TypedSupervisor } from '../roster/typed-line.js';
import { unmaskRosterLine } from '../roster/unmask-roster-line.js';
import { shortList } from './application-form-input.js';
import { textOf } from './given.js';

const MOST_POSTS = 20;

export const rosterMutations: MutationResolvers = {
  addStaff: async (_parent, { person, ...on }, context) =>
    doneOr(await addStaff(context, on, staffOf(person)), context),
  changeStaff: async (_parent, { id, person, ...on }, context) =>
    doneOr(await changeStaff(context, on, id, staffOf(person)), context),
  removeStaff: async (_parent, { id, filedOn, ...on }, context) =>
    doneOr(await removeStaff(context, on, id, { filedOn: filedOn ?? null }), context),
  addInternalSupervisor: async (_parent, { person, ...on }, context) =>
    doneOr(await addInternalSupervisor(context, on, supervisorOf(person)), context),
  changeInternalSupervisor: async (_parent, { id, person, ...on }, context) =>
    doneOr(await changeInternalSupervisor(context, on, id, supervisorOf(person)), context),
  removeInternalSupervisor: async (_parent, { id, filedOn, ...on }, context) =>
    doneOr(await removeInternalSupervisor(context, on, id, { filedOn: filedOn ?? null }), context),
  importRoster: async (_parent, { sheet, csv, ...on }, context) =>
    doneOr(await importRoster(context, on, { sheet, csv }), context),
  unmaskRosterPerson: async (_parent, { id, field, ...asked }, context) => ({
    value: await unmaskRosterLine(context, {
      ...{ ...asked, lineId: id },
      field: ({ NAME: 'name', ID_NUMBER: 'idNumber', PHONE: 'phone' } as const)[field],
    }),
  }),
};

function doneOr(outcome: RosterActOutcome, { today }: Context) {
  if ('refusals' in outcome) return outcome;
  return { roster: { roster: outcome.roster, asOf: today }, isRepeated: outcome.isRepeated };
}

function staffOf({ posts, contract, filedOn, ...person }: StaffInput): FiledLine<TypedStaff> {
  return {
    filedOn: filedOn ?? null,
    said: {
      ...person,
      department: textOf(person.department),
      title: textOf(person.title),
      note: textOf(person.note),
      posts: shortList('posts', posts, MOST_POSTS).map(({ post, duty }) => ({ post, duty: duty ?? null })),
      contract: contract ? { ...contract, clauses: contract.clauses ?? [] } : null,
    },
  };
}

function supervisorOf({ filedOn, hasForm, ...person }: InternalSupervisorInput): FiledLine<TypedSupervisor> {
  return {
    filedOn: filedOn ?? null,
    said: {
      ...person,
      gender: textOf(person.gender),
      birthDate: textOf(person.birthDate),
      education: textOf(person.education),
      qualification: textOf(person.qualification),
      workAddress: textOf(person.workAddress),
      email: textOf(person.email),
      experience: textOf(person.experience),
      note: textOf(person.note),
      hasForm: hasForm ?? false,
    },
  };
}
