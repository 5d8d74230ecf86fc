import {
  type DocumentNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import type { AccessRules } from '@shanghai/platform';
import { type Field, needs, sampleOf, scopedTypes } from './scoped-questions.js';

/**
 * The values that an argument of a root field is asked with where it names a thing or a district; throws for one that it does not
 * know, so that nothing new goes unasked.
 */
export type Tried = (root: string, argument: string) => readonly string[];

/** The page that is asked for wherever there is one. */
const WHOLE_PAGE = 'first: 100';

/**
 * Everything that can be asked for about row-scoped types, in one question for each root field that answers one and each way to
 * call it: with every leaf and every object below, each type once on a way. Optional arguments that name things or districts are
 * tried with each of them.
 */
export function wholeQuestions(schema: GraphQLSchema, rules: AccessRules, tried: Tried): readonly string[] {
  return scopedRoots(schema, rules).flatMap((root) =>
    callsTo(root, tried).map((call) => `{ ${call} ${selectionOf(root, [])} }`),
  );
}

/** The same of every entity that is row-scoped, or has a field that is, as the gateway asks for them. */
export function wholeEntityQuestions(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  rules: AccessRules,
  representationsOf: (type: string) => readonly object[],
) {
  const scoped = new Set(scopedTypes(rules));
  return definitions
    .flatMap((one) => (one.kind === Kind.OBJECT_TYPE_DEFINITION ? [one] : []))
    .filter(({ name, directives }) => scoped.has(name.value) && directives?.some((one) => one.name.value === 'key'))
    .map(({ name }) => {
      const type = schema.getType(name.value) as GraphQLObjectType;
      const fields = fieldsOf(type, []);
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} { ${fields} } } }`;
      return { query, variables: { of: representationsOf(type.name) } };
    });
}

/** `Type.field` of everything below the root fields that answer row-scoped types. */
export function fieldsBelow(schema: GraphQLSchema, rules: AccessRules): ReadonlySet<string> {
  const names = new Set<string>();
  const open: Field[] = [...scopedRoots(schema, rules)];
  for (const { type } of open) {
    const answered = getNamedType(type);
    if (!isObjectType(answered)) continue;
    for (const field of Object.values(answered.getFields())) {
      const name = `${answered.name}.${field.name}`;
      if (names.has(name) || isOfOthers(field)) continue;
      names.add(name);
      open.push(field);
    }
  }
  return names;
}

/** `Type.field` of everything that has something in an answer: no null, no empty list. */
export function answeredFields(answer: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const open: unknown[] = [answer];
  for (const one of open) {
    if (Array.isArray(one)) open.push(...(one as unknown[]));
    else if (typeof one === 'object' && one !== null) {
      const { __typename: type, ...fields } = one as Readonly<Record<string, unknown>>;
      for (const [name, value] of Object.entries(fields)) {
        const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
        if (!isEmpty && typeof type === 'string') names.add(`${type}.${name}`);
        open.push(value);
      }
    }
  }
  return names;
}

function scopedRoots(schema: GraphQLSchema, rules: AccessRules): readonly Field[] {
  const scoped = new Set(scopedTypes(rules));
  return Object.values(schema.getQueryType()!.getFields()).filter(({ type }) => scoped.has(getNamedType(type).name));
}

/** The call as it is needed, and again with each optional argument that narrows it to a thing or a district. */
function callsTo(root: Field, tried: Tried): readonly string[] {
  const naming = root.args.filter(({ type }) => ['ID', 'DistrictCode'].includes(getNamedType(type).name));
  const narrowing = naming
    .filter(({ type }) => !isNonNullType(type))
    .flatMap(({ name }) => tried(root.name, name).map((value) => `${name}: ${JSON.stringify(value)}`));
  const lookedUp = naming.find(({ type }) => isNonNullType(type));
  const ids = lookedUp ? tried(root.name, lookedUp.name) : ['absent'];
  return ids.flatMap((id) =>
    ['', ...narrowing].map((more) => withArguments(root, [...neededBy(root, id), ...pageOf(root), more])),
  );
}

function neededBy(field: Field, id: string): readonly string[] {
  return needs(field).map(({ name, type }) => `${name}: ${sampleOf(type, id)}`);
}

function withArguments({ name }: Field, given: readonly string[]): string {
  const said = given.filter((one) => one !== '');
  return said.length === 0 ? name : `${name}(${said.join(', ')})`;
}

function pageOf({ args }: Field): readonly string[] {
  return args.some(({ name }) => name === 'first') ? [WHOLE_PAGE] : [];
}

/** Whether another service answers it, or it follows from facts of another that are sent along, which everybody is told. */
function isOfOthers({ astNode }: Field): boolean {
  return astNode?.directives?.some(({ name }) => ['external', 'requires'].includes(name.value)) ?? false;
}

function isEdge({ name }: GraphQLObjectType): boolean {
  return name.endsWith('Edge');
}

function selectionOf({ type }: Field, way: readonly string[]): string {
  const answered = getNamedType(type);
  return isObjectType(answered) ? `{ ${fieldsOf(answered, way)} }` : '';
}

/** All fields of a type. What is on the way already is not entered a second time, and of an edge only that there is a node. */
function fieldsOf(type: GraphQLObjectType, way: readonly string[]): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const answered = getNamedType(field.type);
    if (isEdge(type) && field.name === 'node') return ['node { __typename }'];
    if (isOfOthers(field)) return [];
    if (isObjectType(answered) && [...way, type.name].includes(answered.name)) return [];
    if (!isObjectType(answered) && !isLeafType(answered))
      throw new Error(`${type.name}.${field.name} is to be asked for`);
    const call = withArguments(field, [...neededBy(field, 'absent'), ...pageOf(field)]);
    return [`${call} ${selectionOf(field, [...way, type.name])}`];
  });
  return ['__typename', ...fields].join(' ');
}
