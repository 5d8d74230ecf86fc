import type { FetchNode } from '@apollo/query-planner';
import { codedError } from '@shanghai/platform';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { type Data, isData, merge, own, put } from './data.js';
import { objectsAt, type Place, type PlanPath, placesAt } from './places.js';
import type { PlanRun, PlanStep } from './plan-run.js';
import { compileRequires, compileRequiresText } from './representations.js';
import { compileRewrites, type Rewrite } from './rewrites.js';

/** One fetch of a plan at a path of the answer: an operation of a root type, or the entities of what lies there. */
export function compileFetch(schema: GraphQLSchema, node: FetchNode, path: PlanPath): PlanStep {
  const fetch: Fetch = {
    subgraph: node.serviceName,
    isRead: node.operationKind !== OperationTypeNode.MUTATION,
    head: `{"query":${JSON.stringify(node.operation)}`,
    variables: node.variableUsages ?? [],
    path,
    rewriteInput: compileRewrites(schema, node.inputRewrites),
    rewriteOutput: compileRewrites(schema, node.outputRewrites),
  };
  const send = node.requires
    ? entitiesFetch(fetch, compileRepresentation(schema, node.requires, fetch))
    : rootFetch(fetch);
  return (run) => send(run).catch((error: unknown) => void run.errors.push(error as GraphQLError));
}

interface Fetch {
  readonly subgraph: string;
  readonly isRead: boolean;
  /** The beginning of the request's JSON, which is the same each time. */
  readonly head: string;
  readonly variables: readonly string[];
  readonly path: PlanPath;
  readonly rewriteInput: Rewrite | undefined;
  readonly rewriteOutput: Rewrite | undefined;
}

function rootFetch(fetch: Fetch): PlanStep {
  return async (run) => {
    const objects = objectsAt(run.data, fetch.path);
    if (objects.length === 0) return;
    const { data, errors } = await run.ask(fetch.subgraph, bodyOf(fetch, run), fetch.isRead);
    if (errors) tellErrors(run, fetch, errors, () => placesAt(run.data, fetch.path).slice(0, 1));
    if (!data) return;
    fetch.rewriteOutput?.(data);
    for (const object of objects) merge(object, data);
  };
}

/** What a subgraph is told of an object, as JSON; null where something of it is not known. */
type Represented = (data: Data) => string | null;

function compileRepresentation(
  schema: GraphQLSchema,
  requires: NonNullable<FetchNode['requires']>,
  { rewriteInput }: Fetch,
): Represented {
  const text = rewriteInput ? undefined : compileRequiresText(schema, requires);
  if (text) return text;
  const represent = compileRequires(schema, requires);
  return (object) => {
    const representation = represent(object);
    if (!representation || !own(representation, '__typename')) return null;
    rewriteInput?.(representation);
    return JSON.stringify(representation);
  };
}

function entitiesFetch(fetch: Fetch, represent: Represented): PlanStep {
  return async (run) => {
    const wanted = representationsIn(objectsAt(run.data, fetch.path), represent);
    if (wanted.size === 0) return;
    const { data, errors } = await run.ask(fetch.subgraph, bodyOf(fetch, run, [...wanted.keys()]), fetch.isRead);
    if (errors) tellEntityErrors(run, { fetch, wanted }, errors);
    if (!data) return;
    const entities = own(data, '_entities');
    if (!Array.isArray(entities) || entities.length !== wanted.size) throw unfitting(fetch.subgraph);
    let at = 0;
    for (const objects of wanted.values()) {
      const entity: unknown = entities[at++];
      if (!isData(entity)) continue;
      if (own(entity, '__typename') === undefined) put(entity, '__typename', own(objects[0]!, '__typename'));
      fetch.rewriteOutput?.(entity);
      for (const object of objects) merge(object, entity);
    }
  };
}

/** The objects to be looked up, by their representations as JSON: those with the same one are one and the same thing. */
type Wanted = ReadonlyMap<string, readonly Data[]>;

function representationsIn(objects: readonly Data[], represent: Represented): Wanted {
  const wanted = new Map<string, Data[]>();
  // One that several objects lead to is met several times.
  for (const object of new Set(objects)) {
    const text = represent(object);
    if (text === null) continue;
    const same = wanted.get(text);
    if (same) same.push(object);
    else wanted.set(text, [object]);
  }
  return wanted;
}

/** `{"query":...,"variables":{...}}`; the representations are JSON already. */
function bodyOf({ head, variables }: Fetch, run: PlanRun, representations?: readonly string[]): string {
  let given = '';
  for (const name of variables) {
    const value = own(run.variables, name);
    if (value !== undefined) given += `${given && ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  if (representations) given += `${given && ','}"representations":[${representations.join(',')}]`;
  return `${head},"variables":{${given}}}`;
}

type Errors = readonly GraphQLFormattedError[];

function tellErrors(run: PlanRun, fetch: Fetch, errors: Errors, places: () => readonly Place[]): void {
  for (const error of errors) {
    if (!error.path) run.errors.push(toldBy(fetch.subgraph, error, undefined));
    else for (const place of places()) run.errors.push(toldBy(fetch.subgraph, error, [...place, ...error.path]));
  }
}

/** An error of an entity is one of every object that is this entity. */
function tellEntityErrors(
  run: PlanRun,
  { fetch, wanted }: { readonly fetch: Fetch; readonly wanted: Wanted },
  errors: Errors,
): void {
  const objects = objectsAt(run.data, fetch.path);
  const places = placesAt(run.data, fetch.path);
  const lists = [...wanted.values()];
  for (const error of errors) {
    const [field, index, ...rest] = error.path ?? [];
    const meant = field === '_entities' && typeof index === 'number' ? new Set(lists[index] ?? []) : undefined;
    if (!meant) run.errors.push(toldBy(fetch.subgraph, error, undefined));
    else
      objects.forEach((object, at) => {
        if (meant.has(object)) run.errors.push(toldBy(fetch.subgraph, error, [...places[at]!, ...rest]));
      });
  }
}

function toldBy(subgraph: string, error: GraphQLFormattedError, path: Place | undefined): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message || `the subgraph ${subgraph} met an error`, {
    path: path ?? null,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions, serviceName: subgraph },
  });
}

function unfitting(subgraph: string): GraphQLError {
  return codedError('INCOMPLETE_ANSWER', 'a subgraph answered something else than was asked', { subgraph });
}
