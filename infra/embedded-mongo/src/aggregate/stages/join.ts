import { keyOf } from '../../bson/key.js';
import { splitPath, valuesAt } from '../../bson/path.js';
import { type Doc, entriesOf, hasField, isDoc, setField, toNumber, typeName } from '../../bson/value.js';
import { CommandError, failedToParse, refused } from '../../errors.js';
import { assign } from '../path-expression.js';
import { requireVariableName } from '../operators/logic.js';
import { type CompileStage, type PipelineContext, stageDoc, stageName } from './stage.js';

/** Stages that bring in other collections, or run several pipelines over the same documents. */

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
  if (collection === undefined) return context.compile(stages, context)([]);
  if (typeof collection !== 'string') throw failedToParse(`'from' must be a string, but found ${typeName(collection)}`);
  const query = leading ? { $and: [filter, withVariables(leading, context)] } : filter;
  const found = context.source.find(collection, query);
  const remaining = leading ? rest : stages;
  return context.compile(remaining, context)(leading ? context.compile([{ $match: leading }], context)(found) : found);
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

export const lookup: CompileStage = (operand, context) => {
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
      const inner = Object.keys(bindings).length > 0 ? context.withVariables(variables) : context;
      yield assign(doc, asPath, [...runOn(from, filter, stages, inner)]) as Doc;
    }
  };
};

function equalsAny(field: string, values: readonly unknown[]): Doc {
  const wanted = values.filter((value) => value !== undefined);
  return { [field]: wanted.length === 1 ? { $eq: wanted[0] } : { $in: wanted } };
}

export const graphLookup: CompileStage = (operand, context) => {
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

export const unionWith: CompileStage = (operand, context) => {
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

export const facet: CompileStage = (operand, context) => {
  const branches = entriesOf(stageDoc(operand, '$facet')).map(([name, stages]) => {
    forbid(nested(stages), NOT_IN_FACET, '$facet', 40600);
    return [name, context.compile(nested(stages), context)] as const;
  });
  return function* (docs) {
    const all = [...docs];
    const out: Doc = {};
    for (const [name, run] of branches) setField(out, name, [...run(all)]);
    yield out;
  };
};
