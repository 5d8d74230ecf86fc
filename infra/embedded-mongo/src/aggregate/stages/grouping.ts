import { isDoc } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { compileGroup } from './group.js';
import { type CompileStage, stageDoc } from './stage.js';

/** Stages that make one document of many; each is `$group` in another form. */

export const group: CompileStage = (operand, { evaluate }) => compileGroup(operand, evaluate);

export const sortByCount: CompileStage = (operand, context) =>
  context.compile([{ $group: { _id: operand, count: { $sum: 1 } } }, { $sort: { count: -1 } }], context);

export const bucket: CompileStage = (operand, context) => {
  const { groupBy, boundaries, default: fallback, output } = stageDoc(operand, '$bucket');
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new CommandError(40191, "The $bucket 'boundaries' field must be an array of at least 2 values");
  const branches = boundaries.slice(0, -1).map((lower: unknown, i) => ({
    case: {
      $and: [{ $gte: [groupBy, { $literal: lower }] }, { $lt: [groupBy, { $literal: boundaries[i + 1] as unknown }] }],
    },
    then: { $literal: lower },
  }));
  const id = { $switch: { branches, ...(fallback === undefined ? {} : { default: { $literal: fallback } }) } };
  return context.compile(
    [{ $group: { _id: id, ...(isDoc(output) ? output : { count: { $sum: 1 } }) } }, { $sort: { _id: 1 } }],
    context,
  );
};
