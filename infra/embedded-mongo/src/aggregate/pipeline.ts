import { type Doc, isDoc } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { table } from '../table.js';
import { createEvaluate } from './expression.js';
import { compileBucketAuto } from './stages/bucket-auto.js';
import { bucket, group, sortByCount } from './stages/grouping.js';
import { facet, graphLookup, lookup, unionWith } from './stages/join.js';
import { mingoStage } from './stages/mingo-stage.js';
import { count, limit, match, sample, skip, sort } from './stages/order.js';
import { compileRedact } from './stages/redact.js';
import { addFields, project, replace, unset, unwind } from './stages/reshape.js';
import {
  type CompileStage,
  type PipelineContext,
  type PipelineSource,
  stageDoc,
  stageName,
  type Transform,
} from './stages/stage.js';

/** Pipelines: a row for each stage, and what runs them. */

export function pipelineContext(source: PipelineSource, variables: Doc): PipelineContext {
  return {
    source,
    variables,
    evaluate: createEvaluate(variables),
    compile: compilePipeline,
    withVariables: (others) => pipelineContext(source, others),
  };
}

const documents: CompileStage = (operand, { evaluate }) =>
  function* () {
    const rows = evaluate(operand, {});
    if (!Array.isArray(rows) || !rows.every(isDoc))
      throw new CommandError(5858203, '$documents must evaluate to an array of objects');
    yield* rows;
  };

const refuse =
  (name: string): CompileStage =>
  () => {
    throw refused(`the ${name} stage`);
  };

const STAGES = table<CompileStage>({
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $project: project,
  $unset: unset,
  $addFields: addFields,
  $set: addFields,
  $replaceRoot: replace('$replaceRoot', (operand) => stageDoc(operand, '$replaceRoot')['newRoot']),
  $replaceWith: replace('$replaceWith', (operand) => operand),
  $unwind: unwind,
  $lookup: lookup,
  $graphLookup: graphLookup,
  $unionWith: unionWith,
  $facet: facet,
  $count: count,
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: (operand, { evaluate }) => compileBucketAuto(operand, evaluate),
  $sample: sample,
  $documents: documents,
  $redact: (operand, { variables }) => compileRedact(operand, variables),
  ...Object.fromEntries(
    ['$densify', '$fill', '$setWindowFields'].map((name): [string, CompileStage] => [
      name,
      (operand) => mingoStage(name, operand),
    ]),
  ),
  ...Object.fromEntries(
    [
      '$geoNear',
      '$search',
      '$searchMeta',
      '$vectorSearch',
      '$listSearchIndexes',
      '$planCacheStats',
      '$shardedDataDistribution',
      '$querySettings',
    ].map((name) => [name, refuse(name)]),
  ),
});

/** @throws CommandError for a stage that is unknown, malformed or refused, before any document is read */
export function compilePipeline(stages: readonly unknown[], context: PipelineContext): Transform {
  const transforms = stages.map((stage) => {
    const name = stageName(stage);
    const compile = STAGES[name];
    if (!compile) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return compile((stage as Doc)[name], context);
  });
  return (docs) => transforms.reduce((stream, transform) => transform(stream), docs);
}

/** Stages that an update may use. Source: MongoDB manual, "Updates with Aggregation Pipeline". */
const UPDATE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

const noCollections: PipelineSource = {
  find: () => {
    throw new CommandError(72, 'an update pipeline reads no other collection');
  },
};

/** @throws CommandError 72 for a stage that updates do not have */
export function compileUpdatePipeline(pipeline: unknown[], variables: Doc): (doc: Doc) => Doc {
  for (const stage of pipeline) {
    if (!UPDATE_STAGES.has(stageName(stage)))
      throw new CommandError(72, `${stageName(stage)} is not allowed to be used within an update`);
  }
  const run = compilePipeline(pipeline, pipelineContext(noCollections, variables));
  return (doc) => {
    const [after] = run([doc]);
    return after ?? doc;
  };
}
