import { decode, encode } from '../bson/decode.js';
import { keyOf } from '../bson/key.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { type Doc, entriesOf, hasField, isDoc, isNumeric, setField, toNumber, typeName } from '../bson/value.js';
import { CommandError, failedToParse, refused } from '../errors.js';
import { createMatcher } from '../query/match.js';
import { compileProjection } from '../query/projection.js';
import { parseSort, sortKey } from '../query/sort.js';
import { createEvaluate, type Evaluate, requireExpression, requireProjection } from './expression.js';
import { compileBucketAuto } from './bucket-auto.js';
import { compileGroup } from './group.js';
import { assign, fieldPath } from './path-expression.js';
import { mingoStage } from './mingo-stage.js';
import { requireVariableName } from './operators/logic.js';
import { compileRedact } from './redact.js';
import { table } from '../table.js';

/** Turns a stream of documents into another; lazy, so that a later `$limit` stops the earlier stages. */
export type Transform = (docs: Iterable<Doc>) => Iterable<Doc>;

/** What stages may ask of the store. */
export interface PipelineSource {
  /** Documents of a collection of the same database that match, an index used where one serves. */
  find(collection: string, filter: Doc): Iterable<Doc>;
}

export interface PipelineContext {
  readonly source: PipelineSource;
  readonly variables: Doc;
  readonly evaluate: Evaluate;
}

export function pipelineContext(source: PipelineSource, variables: Doc): PipelineContext {
  return { source, variables, evaluate: createEvaluate(variables) };
}

/** Blocking stages may hold this many bytes of documents. Source: MongoDB's limit for one stage, without spilling to disk. */
export const STAGE_MEMORY = 100 * 1024 * 1024;

type CompileStage = (operand: unknown, context: PipelineContext) => Transform;

const stageDoc = (operand: unknown, stage: string): Doc => {
  if (isDoc(operand)) return operand;
  throw failedToParse(`the ${stage} stage specification must be an object, found ${typeName(operand)}`);
};

const match: CompileStage = (operand, { evaluate }) => {
  const { test } = createMatcher(stageDoc(operand, '$match'), evaluate);
  return function* (docs) {
    for (const doc of docs) if (test(doc)) yield doc;
  };
};

const sort: CompileStage = (operand) => {
  const fields = parseSort(stageDoc(operand, '$sort'));
  if (fields.length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  return function* (docs) {
    const rows: { key: string; bytes: Buffer }[] = [];
    let held = 0;
    for (const doc of docs) {
      const row = { key: sortKey(doc, fields).toString('latin1'), bytes: encode(doc) };
      held += row.bytes.length + row.key.length;
      if (held > STAGE_MEMORY)
        throw new CommandError(
          292,
          'Sort exceeded memory limit of 104857600 bytes, and embedded-mongo does not spill to disk. Give it an index, or set MONGODB_URI to use a real MongoDB',
        );
      rows.push(row);
    }
    rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const row of rows) yield decode(row.bytes);
  };
};

const whole = (operand: unknown, stage: string, code: number): number => {
  const number = toNumber(operand);
  if (!isNumeric(operand) || !Number.isInteger(number))
    throw new CommandError(
      code,
      `invalid argument to ${stage} stage: Expected an integer: ${stage}: ${typeName(operand)}`,
    );
  if (number < 0)
    throw new CommandError(
      code,
      `invalid argument to ${stage} stage: Expected a non-negative number in: ${stage}: ${number}`,
    );
  return number;
};

const limit: CompileStage = (operand) => {
  const most = whole(operand, '$limit', 5107201);
  if (most === 0) throw new CommandError(15958, 'the limit must be positive');
  return function* (docs) {
    let taken = 0;
    for (const doc of docs) {
      yield doc;
      if (++taken >= most) return;
    }
  };
};

const skip: CompileStage = (operand) => {
  const least = whole(operand, '$skip', 5107200);
  return function* (docs) {
    let passed = 0;
    for (const doc of docs) if (passed++ >= least) yield doc;
  };
};

const project: CompileStage = (operand, { evaluate }) => {
  const spec = stageDoc(operand, '$project');
  if (Object.keys(spec).length === 0)
    throw new CommandError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  requireProjection(spec);
  const { apply } = compileProjection(spec, evaluate, false);
  return function* (docs) {
    for (const doc of docs) yield apply(doc);
  };
};

const unset: CompileStage = (operand, context) => {
  const names: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (names.length === 0 || !names.every((name) => typeof name === 'string'))
    throw new CommandError(31002, '$unset specification must be a string or an array');
  return project(Object.fromEntries(names.map((name) => [name, 0])), context);
};

function flatten(spec: Doc, prefix: readonly string[] = []): { path: readonly string[]; expression: unknown }[] {
  return entriesOf(spec).flatMap(([name, expression]) => {
    if (name.startsWith('$'))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    const path = [...prefix, ...splitPath(name)];
    const nested =
      isDoc(expression) && Object.keys(expression).length > 0 && Object.keys(expression)[0]?.startsWith('$') === false;
    if (nested) return flatten(expression, path);
    requireExpression(expression);
    return [{ path, expression }];
  });
}

const addFields: CompileStage = (operand, { evaluate }) => {
  const fields = flatten(stageDoc(operand, '$addFields'));
  return function* (docs) {
    for (const doc of docs) {
      let out: Doc = doc;
      for (const { path, expression } of fields) out = assign(out, path, evaluate(expression, doc)) as Doc;
      yield out;
    }
  };
};

const replace =
  (stage: string, expressionOf: (operand: unknown) => unknown): CompileStage =>
  (operand, { evaluate }) => {
    const expression = expressionOf(operand);
    requireExpression(expression);
    return function* (docs) {
      for (const doc of docs) {
        const root = evaluate(expression, doc);
        if (!isDoc(root))
          throw new CommandError(
            40228,
            `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(root)} (${stage})`,
          );
        yield root;
      }
    };
  };

const unwind: CompileStage = (operand) => {
  const spec = typeof operand === 'string' ? { path: operand } : stageDoc(operand, '$unwind');
  const field = spec['path'];
  const index = spec['includeArrayIndex'];
  const preserve = spec['preserveNullAndEmptyArrays'] === true;
  if (typeof field !== 'string') throw new CommandError(28812, 'no path specified to $unwind stage');
  if (!field.startsWith('$'))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${field}`);
  const path = splitPath(field.slice(1));
  const withIndex = (doc: Doc, at: number | null): Doc =>
    typeof index === 'string' ? (assign(doc, splitPath(index), at) as Doc) : doc;
  return function* (docs) {
    for (const doc of docs) {
      const value = fieldPath(doc, path);
      if (Array.isArray(value) && value.length > 0) {
        for (let i = 0; i < value.length; i++) yield withIndex(assign(doc, path, value[i]) as Doc, i);
      } else if (Array.isArray(value) ? preserve : value === null || value === undefined ? preserve : true) {
        yield withIndex(Array.isArray(value) ? (assign(doc, path, undefined) as Doc) : doc, null);
      }
    }
  };
};

/** The stages of a nested pipeline, compiled anew for each set of variables it is run with. */
const nested = (operand: unknown): unknown[] => {
  if (operand === undefined) return [];
  if (!Array.isArray(operand)) throw failedToParse('A nested pipeline must be an array');
  return operand;
};

/** @throws CommandError with the code where a nested pipeline has a stage that may only stand in an outer one */
function forbid(stages: readonly unknown[], forbidden: readonly string[], within: string, code: number): void {
  for (const stage of stages) {
    const name = stageName(stage);
    if (forbidden.includes(name))
      throw new CommandError(code, `${name} is not allowed to be used within a ${within} stage`);
  }
}

/** Runs a nested pipeline over a collection; its leading `$match` goes to the store, where an index may serve it. */
function runOn(collection: unknown, filter: Doc, stages: readonly unknown[], context: PipelineContext): Iterable<Doc> {
  const [first, ...rest] = stages;
  const leading = isDoc(first) && isDoc(first['$match']) ? first['$match'] : undefined;
  if (collection === undefined) return compilePipeline(stages, context)([]);
  if (typeof collection !== 'string') throw failedToParse(`'from' must be a string, but found ${typeName(collection)}`);
  const query = leading ? { $and: [filter, withVariables(leading, context)] } : filter;
  const found = context.source.find(collection, query);
  const remaining = leading ? rest : stages;
  return compilePipeline(remaining, context)(leading ? compilePipeline([{ $match: leading }], context)(found) : found);
}

/** `$expr` comparisons of a field with a variable become plain predicates where that only widens the result. */
function withVariables(query: Doc, { variables, evaluate }: PipelineContext): Doc {
  const expr = query['$expr'];
  const parts: Doc[] = [];
  const visit = (expression: unknown): void => {
    if (!isDoc(expression)) return;
    if (Array.isArray(expression['$and'])) (expression['$and'] as unknown[]).forEach(visit);
    const args = expression['$eq'];
    if (!Array.isArray(args) || args.length !== 2) return;
    const [a, b] = args as [unknown, unknown];
    for (const [field, value] of [
      [a, b],
      [b, a],
    ] as const) {
      if (typeof field !== 'string' || !/^\$[^$]/.test(field) || typeof value !== 'string' || !value.startsWith('$$'))
        continue;
      if (!hasField(variables, value.slice(2).split('.')[0] as string)) continue;
      const constant = evaluate(value, {});
      if (constant !== null && constant !== undefined && !Array.isArray(constant))
        parts.push({ [field.slice(1)]: { $eq: constant } });
    }
  };
  visit(expr);
  // An $expr anywhere may name variables that the store does not know.
  const rest = Object.fromEntries(
    entriesOf(query).filter(([name, operand]) => name !== '$expr' && !holdsExpr(operand)),
  );
  return parts.length > 0 ? { $and: [rest, ...parts] } : rest;
}

function holdsExpr(operand: unknown): boolean {
  if (Array.isArray(operand)) return operand.some(holdsExpr);
  return isDoc(operand) && entriesOf(operand).some(([name, value]) => name === '$expr' || holdsExpr(value));
}

const lookup: CompileStage = (operand, context) => {
  const spec = stageDoc(operand, '$lookup');
  const { from, localField, foreignField, as } = spec;
  if (typeof as !== 'string') throw failedToParse(`must specify 'as' field for a $lookup`);
  if (isDoc(from)) throw refused('$lookup from another database');
  if ((localField === undefined) !== (foreignField === undefined))
    throw failedToParse('$lookup requires both or neither of localField and foreignField to be specified');
  if (localField === undefined && spec['pipeline'] === undefined)
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const stages = nested(spec['pipeline']);
  forbid(stages, ['$out', '$merge', '$changeStream'], '$lookup', 51047);
  const bindings = isDoc(spec['let']) ? spec['let'] : {};
  Object.keys(bindings).forEach(requireVariableName);
  const asPath = splitPath(as);
  return function* (docs) {
    for (const doc of docs) {
      const filter =
        typeof localField === 'string'
          ? equalsAny(String(foreignField), valuesAt(doc, splitPath(localField)).values)
          : {};
      const variables = { ...context.variables };
      for (const [name, expression] of entriesOf(bindings))
        setField(variables, name, context.evaluate(expression, doc) ?? null);
      const inner = Object.keys(bindings).length > 0 ? pipelineContext(context.source, variables) : context;
      yield assign(doc, asPath, [...runOn(from, filter, stages, inner)]) as Doc;
    }
  };
};

function equalsAny(field: string, values: readonly unknown[]): Doc {
  const wanted = values.filter((value) => value !== undefined);
  return { [field]: wanted.length === 1 ? { $eq: wanted[0] } : { $in: wanted } };
}

const graphLookup: CompileStage = (operand, context) => {
  const spec = stageDoc(operand, '$graphLookup');
  const { from, startWith, connectFromField, connectToField, as, maxDepth, depthField, restrictSearchWithMatch } = spec;
  if (
    typeof from !== 'string' ||
    typeof connectFromField !== 'string' ||
    typeof connectToField !== 'string' ||
    typeof as !== 'string'
  ) {
    throw new CommandError(40105, '$graphLookup needs from, startWith, connectFromField, connectToField and as');
  }
  const restrict = isDoc(restrictSearchWithMatch) ? [restrictSearchWithMatch] : [];
  return function* (docs) {
    for (const doc of docs) {
      const found = new Map<string, Doc>();
      const start = context.evaluate(startWith, doc) ?? null;
      let frontier: unknown[] = Array.isArray(start) ? start : [start];
      for (let depth = 0; frontier.length > 0 && (maxDepth === undefined || depth <= toNumber(maxDepth)); depth++) {
        const next: unknown[] = [];
        for (const row of context.source.find(from, { $and: [equalsAny(connectToField, frontier), ...restrict] })) {
          const key = keyOf(row['_id']).toString('latin1');
          if (found.has(key)) continue;
          found.set(key, typeof depthField === 'string' ? { ...row, [depthField]: depth } : row);
          next.push(...valuesAt(row, splitPath(connectFromField)).values.filter((value) => value !== undefined));
        }
        frontier = next;
      }
      yield assign(doc, splitPath(as), [...found.values()]) as Doc;
    }
  };
};

const unionWith: CompileStage = (operand, context) => {
  const spec = typeof operand === 'string' ? { coll: operand } : stageDoc(operand, '$unionWith');
  const stages = nested(spec['pipeline']);
  forbid(stages, ['$out', '$merge', '$changeStream'], '$unionWith', 31441);
  return function* (docs) {
    yield* docs;
    yield* runOn(spec['coll'], {}, stages, context);
  };
};

/** Source: MongoDB manual, "$facet", behaviour. */
const NOT_IN_FACET =
  '$collStats $facet $geoNear $indexStats $out $merge $planCacheStats $search $searchMeta $vectorSearch $changeStream $documents $currentOp $listSessions $listLocalSessions'.split(
    ' ',
  );

const facet: CompileStage = (operand, context) => {
  const branches = entriesOf(stageDoc(operand, '$facet')).map(([name, stages]) => {
    forbid(nested(stages), NOT_IN_FACET, '$facet', 40600);
    return [name, compilePipeline(nested(stages), context)] as const;
  });
  return function* (docs) {
    const all = [...docs];
    const out: Doc = {};
    for (const [name, run] of branches) setField(out, name, [...run(all)]);
    yield out;
  };
};

const count: CompileStage = (operand) => {
  if (typeof operand !== 'string' || operand === '')
    throw new CommandError(40156, 'the count field must be a non-empty string');
  return function* (docs) {
    let documents = 0;
    const iterator = docs[Symbol.iterator]();
    while (iterator.next().done !== true) documents++;
    if (documents > 0) yield { [operand]: documents };
  };
};

const group: CompileStage = (operand, { evaluate }) => compileGroup(operand, evaluate);

const sortByCount: CompileStage = (operand, context) =>
  compilePipeline([{ $group: { _id: operand, count: { $sum: 1 } } }, { $sort: { count: -1 } }], context);

const bucket: CompileStage = (operand, context) => {
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
  return compilePipeline(
    [{ $group: { _id: id, ...(isDoc(output) ? output : { count: { $sum: 1 } }) } }, { $sort: { _id: 1 } }],
    context,
  );
};

const sample: CompileStage = (operand) => {
  const size = toNumber(stageDoc(operand, '$sample')['size']);
  if (!Number.isInteger(size) || size < 0)
    throw new CommandError(28747, 'size argument to $sample must be a non-negative integer');
  return function* (docs) {
    // Reservoir sampling: every document has the same chance, and only `size` of them are held.
    const kept: Doc[] = [];
    let seen = 0;
    for (const doc of docs) {
      seen++;
      if (kept.length < size) kept.push(doc);
      else {
        const at = Math.floor(Math.random() * seen);
        if (at < size) kept[at] = doc;
      }
    }
    for (let i = kept.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [kept[i], kept[j]] = [kept[j] as Doc, kept[i] as Doc];
    }
    yield* kept;
  };
};

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

/** The one operator of a stage. @throws CommandError 40323 or 40324 */
export function stageName(stage: unknown): string {
  if (!isDoc(stage)) throw typeMismatchStage();
  const names = Object.keys(stage);
  if (names.length !== 1)
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  return names[0] as string;
}

const typeMismatchStage = (): CommandError =>
  new CommandError(14, "Each element of the 'pipeline' array must be an object");

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
