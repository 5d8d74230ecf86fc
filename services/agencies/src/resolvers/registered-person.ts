import { findDistrict, maskName, maskPhone, maskResidentId, type Role } from '@shanghai/kernel';
import { refusedOr } from '@shanghai/platform';
import type {
  MutationResolvers,
  PersonDetailsInput,
  QueryResolvers,
  RegisteredPersonResolvers,
  RegisteredPersonResultResolvers,
} from '../generated/resolvers.js';
import { actsOpenTo } from '../record/record-step-rules.js';
import { changeRegisteredPerson } from '../register/acts/change-registered-person.js';
import { registerPerson } from '../register/acts/register-person.js';
import { removeRegisteredPerson } from '../register/acts/remove-registered-person.js';
import { listRegisteredPersons } from '../register/list-registered-persons.js';
import type { RegisterOutcome } from '../register/perform-on-register.js';
import { registerSteps } from '../register/register-machine.js';
import { judgeKeeper } from '../register/register-rules.js';
import { keeperOf } from '../register/perform-on-register.js';
import { personsVisibleTo, registerRecords } from '../register/register-store.js';
import { type PersonDetails, sealedPersonFields } from '../register/registered-person.js';
import { unmaskRegisteredPerson } from '../register/unmask-registered-person.js';
import { shortList } from './application-form-input.js';
import { given, textOf } from './given.js';
import { historyOf } from './history.js';

const MOST_RELATIONS = 50;

/** Masked wherever it is shown; who needs to see a field asks with a purpose (`unmaskRegisteredPerson`). */
export const RegisteredPerson: RegisteredPersonResolvers = {
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => (agencyId === null ? null : loaders.agency.load(agencyId)),
  district: ({ district }) => district && findDistrict(district),
  name: ({ name }, _arguments, { sealer }) => maskName(sealer.open(sealedPersonFields.name, name)),
  idNumber: ({ idNumber }, _arguments, { sealer }) =>
    maskResidentId(sealer.open(sealedPersonFields.idNumber, idNumber)),
  phone: ({ phone }, _arguments, { sealer }) => phone && maskPhone(sealer.open(sealedPersonFields.phone, phone)),
  availableActs: ({ kind, district, status }, _arguments, context) =>
    judgeKeeper(kind, district, keeperOf(context)).verdict === 'PASS'
      ? actsOpenTo(registerSteps, context.caller.role as Role, status)
      : [],
  history: async ({ _id }, page, context) => historyOf(context, `registered-person/${_id}`, page),
};

export const RegisteredPersonResult: RegisteredPersonResultResolvers = refusedOr('RegisteredPersonDone');

export const registerQueries: QueryResolvers = {
  registeredPersons: async (_parent, { kind, asOf, ...page }, context) =>
    listRegisteredPersons(context, { kind, asOf: asOf ?? context.today }, page),
  registeredPerson: async (_parent, { id }, { store, caller }) =>
    registerRecords.find(store, id, personsVisibleTo(caller)),
};

export const registerMutations: MutationResolvers = {
  registerPerson: async (_parent, { kind, person, details, district, idempotencyKey }, context) =>
    doneOr(
      await registerPerson(context, {
        kind,
        ...person,
        phone: textOf(person.phone),
        district: district ?? null,
        details: detailsOf(details),
        idempotencyKey,
      }),
    ),
  changeRegisteredPerson: async (_parent, { details, ...on }, context) =>
    doneOr(await changeRegisteredPerson(context, on, detailsOf(details))),
  removeRegisteredPerson: async (_parent, { lastDay, reason, ...on }, context) =>
    doneOr(await removeRegisteredPerson(context, on, { lastDay, reason: given('reason', reason) })),
  unmaskRegisteredPerson: async (_parent, { field, ...asked }, context) => ({
    value: await unmaskRegisteredPerson(context, {
      ...asked,
      field: ({ NAME: 'name', ID_NUMBER: 'idNumber', PHONE: 'phone' } as const)[field],
    }),
  }),
};

function doneOr(outcome: RegisterOutcome) {
  return 'refusals' in outcome ? outcome : { person: outcome.record, isRepeated: outcome.isRepeated };
}

function detailsOf(details: PersonDetailsInput): PersonDetails {
  return {
    employer: details.employer,
    title: textOf(details.title),
    speciality: textOf(details.speciality),
    qualificationNo: textOf(details.qualificationNo),
    qualifiedUntil: details.qualifiedUntil ?? null,
    relations: shortList('relations', details.relations ?? [], MOST_RELATIONS),
  };
}
