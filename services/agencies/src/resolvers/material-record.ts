import type { Role } from '@shanghai/kernel';
import { refusedOr } from '@shanghai/platform';
import type {
  MaterialRecordResolvers,
  MaterialRecordResultResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolvers.js';
import { actsOpenTo } from '../record/record-step-rules.js';
import { disposeMaterial } from '../retention/acts/dispose-material.js';
import { registerMaterial } from '../retention/acts/register-material.js';
import { listMaterials } from '../retention/list-materials.js';
import type { MaterialOutcome } from '../retention/perform-on-material.js';
import { materialSteps } from '../retention/retention-machine.js';
import { given } from './given.js';
import { historyOf } from './history.js';

export const MaterialRecord: MaterialRecordResolvers = {
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => loaders.agency.load(agencyId),
  mayDispose: ({ status, retainUntil }, { asOf }, { today }) => status === 'KEPT' && retainUntil < (asOf ?? today),
  availableActs: ({ status }, _arguments, { caller }) => actsOpenTo(materialSteps, caller.role as Role, status),
  history: async ({ _id }, page, context) => historyOf(context, `material/${_id}`, page),
};

export const MaterialRecordResult: MaterialRecordResultResolvers = refusedOr('MaterialRecordDone');

export const retentionQueries: QueryResolvers = {
  materialRecords: async (_parent, { agencyId, medium, disposableOn, ...page }, context) =>
    listMaterials(context, { agencyId, medium: medium ?? null, disposableOn: disposableOn ?? null }, page),
};

export const retentionMutations: MutationResolvers = {
  registerMaterial: async (_parent, { idempotencyKey, ...details }, context) =>
    doneOr(await registerMaterial(context, { details, idempotencyKey })),
  disposeMaterial: async (_parent, { method, ...on }, context) =>
    doneOr(await disposeMaterial(context, on, given('method', method))),
};

function doneOr(outcome: MaterialOutcome) {
  return 'refusals' in outcome ? outcome : { material: outcome.record, isRepeated: outcome.isRepeated };
}
