import { type DistrictCode, maskName, maskResidentId } from '@shanghai/kernel';
import { historyPage } from '@shanghai/platform';
import { missingKinds } from '../case/archive-rules.js';
import { actsOpenTo } from '../case/case-machine.js';
import { MASKED_SUMMARY, handlesCase } from '../case/case-reader-rules.js';
import { PERSON_FIELD } from '../case/seal-person.js';
import { openSummary } from '../case/seal-summary.js';
import type {
  CaseDecisionResolvers,
  CaseEffectResolvers,
  CasePersonResolvers,
  CaseRectificationResolvers,
  CaseSubjectResolvers,
  ViolationCaseResolvers,
} from '../generated/resolvers.js';

export const ViolationCase = {
  id: ({ _id }) => _id,
  listEntry: ({ listEntryId }, _arguments, { loaders }) =>
    listEntryId === null ? null : loaders.listEntry.load(listEntryId),
  summary: (one, _arguments, { caller, sealer }) =>
    handlesCase(caller, one) ? openSummary(sealer, one.summary) : MASKED_SUMMARY,
  filing: ({ filingId }) => (filingId === null ? null : { id: filingId }),
  missingMaterials: ({ materials }) => missingKinds(materials),
  restrictions: async ({ restrictionIds }, _arguments, { loaders }) =>
    (await loaders.restriction.loadMany(restrictionIds)).flatMap((one) =>
      one instanceof Error || one === null ? [] : [one],
    ),
  availableActs: ({ subject, status }, _arguments, { caller }) => actsOpenTo(caller.role, subject.type, status),
  history: async ({ _id }, page, { store, loaders }) =>
    historyPage(store, `case/${_id}`, page, async (first) => loaders.historyStart(first).load(`case/${_id}`)),
} satisfies ViolationCaseResolvers;

export const CaseSubject = {
  agency: ({ agencyId }) => (agencyId === null ? null : { id: agencyId }),
} satisfies CaseSubjectResolvers;

/** Masked wherever it is shown; who needs to see it asks with a purpose (`unmaskCasePerson`). */
export const CasePerson = {
  name: ({ name }, _arguments, { sealer }) => maskName(sealer.open(PERSON_FIELD, name)),
  number: ({ number }, _arguments, { sealer }) => number && maskResidentId(sealer.open(PERSON_FIELD, number)),
} satisfies CasePersonResolvers;

export const CaseDecision = {
  by: ({ by }) => by.role,
  district: ({ by }) => by.district as DistrictCode | null,
} satisfies CaseDecisionResolvers;

export const CaseEffect = {
  id: ({ effectId }) => effectId,
} satisfies CaseEffectResolvers;

export const CaseRectification = {
  isOverdue: ({ dueOn, acceptedAt }, { asOf }, { today }) =>
    dueOn !== null && acceptedAt === null && dueOn < (asOf ?? today),
} satisfies CaseRectificationResolvers;
