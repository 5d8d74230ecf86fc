import { levelId } from '@shanghai/kernel';
import type {
  AssessmentAnswerResolvers,
  FilingAdjustmentResolvers,
  FilingRemovalResolvers,
  FilingTaskResolvers,
  NotEvaluableItemResolvers,
  WrapUpTaskResolvers,
} from '../generated/resolvers.js';

export const FilingAdjustment: FilingAdjustmentResolvers = {
  approved: ({ decision }) => decision && decision.result === 'APPROVED',
  decidedOn: ({ decision }) => decision?.on ?? null,
  decisionReason: ({ decision }) => decision?.reason ?? null,
};

export const FilingRemoval: FilingRemovalResolvers = {
  filedItem: async ({ filedItemId }, _arguments, { loaders }) => loaders.filedItem.load(filedItemId),
  levels: ({ levels }) => levels.map(levelId),
};

export const NotEvaluableItem: NotEvaluableItemResolvers = {
  filedItem: async ({ filedItemId }, _arguments, { loaders }) => loaders.filedItem.load(filedItemId),
};

export const WrapUpTask: WrapUpTaskResolvers = {
  filedItem: async ({ filedItemId }, _arguments, { loaders }) =>
    filedItemId === null ? null : loaders.filedItem.load(filedItemId),
};

export const FilingTask: FilingTaskResolvers = {
  filedItem: async ({ filedItemId }, _arguments, { loaders }) =>
    filedItemId === null ? null : loaders.filedItem.load(filedItemId),
  edition: ({ edition }) => (edition === null ? null : { id: edition }),
};

export const AssessmentAnswer: AssessmentAnswerResolvers = {
  agency: async ({ agencyId }, _arguments, { loaders }) => (await loaders.agency.load(agencyId))!,
  filedItem: async ({ filedItemId }, _arguments, { loaders }) =>
    filedItemId === null ? null : loaders.filedItem.load(filedItemId),
};
