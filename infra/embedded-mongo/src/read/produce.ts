import { compilePipeline, pipelineContext } from '../aggregate/pipeline.js';
import { type PipelineContext, type PipelineSource, stageName } from '../aggregate/stages/stage.js';
import { createEvaluate, type Evaluate, evaluatePlain, requireProjection } from '../aggregate/expression.js';
import { fieldsRead } from '../aggregate/path-expression.js';
import { decode, encode } from '../bson/decode.js';
import { keyOf } from '../bson/key.js';
import { splitPath, walkPath } from '../bson/path.js';
import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { CommandError, refused, typeMismatch } from '../errors.js';
import { createMatcher, type MatchDetails } from '../query/match.js';
import { compileProjection, type Projection } from '../query/projection.js';
import { parseSort, type SortField } from '../query/sort.js';
import { select, type Selection, type Tick } from '../plan/execute.js';
import { type Collection, makeCollection } from '../storage/catalog.js';
import type { Reader } from '../storage/kv.js';
import { UUID } from 'bson';
import { countField, docField, flag, namespace, requireSimpleCollation, stringField, variablesOf } from './options.js';

/** Everything that only reads, as streams of BSON documents. The same code runs on the main thread, in a worker and inside a transaction. */

export interface ReadContext {
  readonly view: Reader;
  readonly collection: (ns: string) => Collection | undefined;
  /** Documents of a collection, from its counter. */
  readonly counted: (collection: Collection) => number;
  readonly tick: Tick;
}

export type Produce = (context: ReadContext, db: string, body: Doc) => Iterable<Buffer>;

function evaluatorFor(body: Doc): { evaluate: Evaluate; variables: Doc } {
  const variables = variablesOf(body, (expression) => evaluatePlain(expression, {}));
  return { variables, evaluate: createEvaluate(variables) };
}

const EMPTY_ID = new UUID('00000000-0000-4000-8000-000000000000');

/** A collection that does not exist reads as an empty one. */
export function collectionOf(context: ReadContext, db: string, name: unknown): Collection {
  const ns = namespace(db, name);
  return context.collection(ns) ?? makeCollection(ns, 0, EMPTY_ID, {}, []);
}

function sortOf(sort: Doc): SortField[] {
  if ('$natural' in sort) return [{ path: ['$natural'], descending: toNumber(sort['$natural']) < 0 }];
  return parseSort(sort);
}

export interface FindQuery {
  readonly selection: Selection;
  readonly evaluate: Evaluate;
  readonly projection: Projection | undefined;
}

/** Reads the fields that find, and the statements of writes, share. */
export function parseSelection(
  collection: Collection,
  body: Doc,
  fields: { filter: string; limit: number },
  evaluate: Evaluate,
): Selection {
  requireSimpleCollation(body);
  for (const name of ['min', 'max'])
    if (isDoc(body[name]) && Object.keys(body[name]).length > 0) throw refused(`the find option ${name}`);
  if (flag(body, 'returnKey')) throw refused('the find option returnKey');
  return {
    collection,
    matcher: createMatcher(docField(body, fields.filter), evaluate),
    sort: sortOf(docField(body, 'sort')),
    skip: countField(body, 'skip', 0),
    limit: fields.limit,
    hint: body['hint'],
  };
}

export function parseFind(context: ReadContext, db: string, body: Doc): FindQuery {
  for (const name of ['tailable', 'awaitData', 'showRecordId', 'oplogReplay']) {
    if (flag(body, name) && name !== 'oplogReplay')
      throw refused(name === 'showRecordId' ? 'the find option showRecordId' : 'tailable cursors');
  }
  const { evaluate } = evaluatorFor(body);
  const collection = collectionOf(context, db, body['find']);
  const selection = parseSelection(
    collection,
    body,
    { filter: 'filter', limit: countField(body, 'limit', 0) },
    evaluate,
  );
  const spec = docField(body, 'projection');
  requireProjection(spec);
  const projection = Object.keys(spec).length > 0 ? compileProjection(spec, evaluate, true) : undefined;
  return { selection, evaluate, projection };
}

export const find: Produce = (context, db, body) => {
  const { selection, projection } = parseFind(context, db, body);
  return project(select(context.view, selection, context.tick), selection, projection);
};

function* project(
  found: Iterable<{ bytes: Buffer }>,
  { matcher }: Selection,
  projection: Projection | undefined,
): Iterable<Buffer> {
  for (const { bytes } of found) {
    if (!projection) {
      yield bytes;
      continue;
    }
    const doc = decode(bytes, projection.fields);
    const details: MatchDetails = { position: -1 };
    if (projection.positional) matcher.test(projection.fields ? decode(bytes) : doc, details);
    yield encode(projection.apply(doc, details));
  }
}

/** The start of a pipeline that the store can serve: leading matches, then a sort, then a limit. */
interface Pushed {
  readonly filter: Doc;
  readonly sort: Doc;
  readonly rest: readonly unknown[];
}

export function pushDown(stages: readonly unknown[]): Pushed {
  const filters: Doc[] = [];
  let at = 0;
  for (; at < stages.length && stageName(stages[at]) === '$match'; at++) {
    const filter = (stages[at] as Doc)['$match'];
    if (!isDoc(filter)) throw new CommandError(15959, 'the match filter must be an expression in an object');
    filters.push(filter);
  }
  const sort = at < stages.length && stageName(stages[at]) === '$sort' ? (stages[at] as Doc)['$sort'] : undefined;
  if (isDoc(sort) && Object.keys(sort).length > 0)
    return { filter: { $and: filters }, sort, rest: stages.slice(at + 1) };
  return { filter: filters.length === 1 ? (filters[0] as Doc) : { $and: filters }, sort: {}, rest: stages.slice(at) };
}

export function parseAggregate(
  context: ReadContext,
  db: string,
  body: Doc,
): { selection: Selection; rest: readonly unknown[]; pipeline: PipelineContext } {
  const { variables } = evaluatorFor(body);
  const collection = collectionOf(context, db, body['aggregate']);
  const pipeline = pipelineContext(sourceOf(context, db), variables);
  const { filter, sort, rest } = pushDown(pipelineOf(body));
  const query: Doc = {
    filter: isDoc(filter) && Array.isArray(filter['$and']) && filter['$and'].length === 0 ? {} : filter,
    sort,
    hint: body['hint'],
    collation: body['collation'],
  };
  const limit = rest.length > 0 && stageName(rest[0]) === '$limit' ? toNumber((rest[0] as Doc)['$limit']) : 0;
  return {
    selection: parseSelection(collection, query, { filter: 'filter', limit: limit > 0 ? limit : 0 }, pipeline.evaluate),
    rest,
    pipeline,
  };
}

export function pipelineOf(body: Doc): unknown[] {
  const { pipeline } = body;
  if (!Array.isArray(pipeline)) throw typeMismatch("'pipeline' option must be specified as an array");
  for (const stage of pipeline) stageName(stage);
  return pipeline;
}

/** What stages like `$lookup` read through. */
export function sourceOf(context: ReadContext, db: string): PipelineSource {
  return {
    *find(name, filter) {
      const collection = collectionOf(context, db, name);
      const selection = parseSelection(collection, { filter }, { filter: 'filter', limit: 0 }, evaluatePlain);
      for (const { bytes } of select(context.view, selection, context.tick)) yield decode(bytes);
    },
  };
}

export const aggregate: Produce = (context, db, body) => {
  const { selection, rest, pipeline } = parseAggregate(context, db, body);
  const transform = compilePipeline(rest, pipeline);
  const found = select(context.view, selection, context.tick);
  if (rest.length === 0) return project(found, selection, undefined);
  return encoded(transform(decoded(found, neededFields(rest[0]))));
};

/** The only fields the first stage reads, where it makes new documents of them. */
function neededFields(stage: unknown): ReadonlySet<string> | undefined {
  const [name, operand] = Object.entries(stage as Doc)[0] as [string, unknown];
  if (name === '$count') return new Set();
  return name === '$group' ? fieldsRead([operand]) : undefined;
}

function* decoded(found: Iterable<{ bytes: Buffer }>, fields: ReadonlySet<string> | undefined): Iterable<Doc> {
  for (const { bytes } of found) yield decode(bytes, fields);
}

export function* encoded(docs: Iterable<Doc>): Iterable<Buffer> {
  for (const doc of docs) yield encode(doc);
}

export function* count(context: ReadContext, db: string, body: Doc): Iterable<Buffer> {
  const collection = collectionOf(context, db, body['count']);
  const limit = isNumeric(body['limit']) ? Math.abs(toNumber(body['limit'])) : 0;
  const selection = parseSelection(collection, body, { filter: 'query', limit }, evaluatePlain);
  const all = Object.keys(docField(body, 'query')).length === 0 && body['hint'] === undefined;
  let n = 0;
  if (all) {
    n = Math.max(0, context.counted(collection) - selection.skip);
    if (limit > 0) n = Math.min(n, limit);
  } else for (const found of select(context.view, selection, context.tick)) if (found.bytes.length > 0) n++;
  yield encode({ n });
}

export function* distinct(context: ReadContext, db: string, body: Doc): Iterable<Buffer> {
  const collection = collectionOf(context, db, body['distinct']);
  const path = splitPath(stringField(body, 'key'));
  const selection = parseSelection(collection, body, { filter: 'query', limit: 0 }, evaluatePlain);
  const values = new Map<string, unknown>();
  const add = (value: unknown): void => {
    const key = keyOf(value).toString('latin1');
    if (!values.has(key)) values.set(key, value);
  };
  const fields = new Set([path[0] as string]);
  for (const { bytes } of select(context.view, selection, context.tick)) {
    walkPath(decode(bytes, fields), path, false, (value) => {
      if (Array.isArray(value)) value.forEach(add);
      else if (value !== undefined) add(value);
      return false;
    });
  }
  yield encode({ values: [...values.values()] });
}

/** Ids of the records that an update or delete is to look at; the write itself tests each again. */
export function* records(context: ReadContext, db: string, body: Doc): Iterable<Buffer> {
  const { evaluate } = evaluatorFor(body);
  const collection = collectionOf(context, db, body['records']);
  const selection = parseSelection(collection, body, { filter: 'q', limit: countField(body, 'limit', 0) }, evaluate);
  for (const { record } of select(context.view, selection, context.tick)) yield encode({ record });
}
