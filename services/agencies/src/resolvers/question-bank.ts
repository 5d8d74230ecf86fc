import { type Role, levelId, levelNumber } from '@shanghai/kernel';
import { badUserInput, refusedOr } from '@shanghai/platform';
import type {
  MutationResolvers,
  QueryResolvers,
  QuestionBankResolvers,
  QuestionBankResultResolvers,
  StandardResultResolvers,
} from '../generated/resolvers.js';
import { recordStandardVersion } from '../question-bank/acts/record-standard-version.js';
import { registerQuestionBank } from '../question-bank/acts/register-question-bank.js';
import { updateQuestionBank } from '../question-bank/acts/update-question-bank.js';
import { withdrawQuestionBank } from '../question-bank/acts/withdraw-question-bank.js';
import { bankSteps } from '../question-bank/bank-machine.js';
import { listBanks } from '../question-bank/list-banks.js';
import type { BankOutcome } from '../question-bank/perform-on-bank.js';
import { actsOpenTo } from '../record/record-step-rules.js';
import { given } from './given.js';
import { historyOf } from './history.js';

export const QuestionBank: QuestionBankResolvers = {
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => loaders.agency.load(agencyId),
  filedItem: async ({ filedItemId }, _arguments, { loaders }) => loaders.filedItem.load(filedItemId),
  level: ({ level }) => level && levelId(level),
  isStale: ({ staleFrom }, { asOf }, { today }) => staleFrom !== null && staleFrom <= (asOf ?? today),
  availableActs: ({ status }, _arguments, { caller }) => actsOpenTo(bankSteps, caller.role as Role, status),
  history: async ({ _id }, page, context) => historyOf(context, `question-bank/${_id}`, page),
};

export const QuestionBankResult: QuestionBankResultResolvers = refusedOr('QuestionBankDone');

export const StandardResult: StandardResultResolvers = refusedOr('StandardDone');

export const bankQueries: QueryResolvers = {
  questionBanks: async (_parent, { agencyId, stale, asOf, ...page }, context) =>
    listBanks(context, { agencyId: agencyId ?? null, staleOn: stale ? (asOf ?? context.today) : null }, page),
};

export const bankMutations: MutationResolvers = {
  registerQuestionBank: async (_parent, { filedItemId, level, idempotencyKey, ...details }, context) => {
    const number = level == null ? null : levelNumber(level);
    if (level != null && number === null) throw badUserInput('nothing is filed above level one', { argument: 'level' });
    return doneOr(await registerQuestionBank(context, { filedItemId, level: number, details, idempotencyKey }));
  },
  updateQuestionBank: async (_parent, { id, version, idempotencyKey, ...details }, context) =>
    doneOr(await updateQuestionBank(context, { id, version, idempotencyKey }, details)),
  withdrawQuestionBank: async (_parent, { reason, ...on }, context) =>
    doneOr(await withdrawQuestionBank(context, on, given('reason', reason))),
  recordStandardVersion: async (_parent, { standardName, standardVersion, ...recorded }, context) => {
    const name = given('standardName', standardName);
    const outcome = await recordStandardVersion(context, { name, version: standardVersion, ...recorded });
    return 'refusals' in outcome ? outcome : { standard: outcome.record, isRepeated: outcome.isRepeated };
  },
};

function doneOr(outcome: BankOutcome) {
  return 'refusals' in outcome ? outcome : { bank: outcome.record, isRepeated: outcome.isRepeated };
}
