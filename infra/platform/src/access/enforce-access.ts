import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isObjectType,
} from 'graphql';
import { badUserInput, codedError } from '../graph/errors.js';
import { StartupError } from '../startup.js';
import { type AccessRule, isPublic, mayRead } from './access-rule.js';
import { type AccessRules, rulesToRead } from './read-access.js';
import type { Caller } from './caller.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type CallerOf = (context: unknown) => Caller;
/** Hears of an act that the role of its caller may not do: the name of the field of `Mutation`. */
export type ForbiddenAct = (act: string, context: unknown) => Promise<void>;

/** What the federation library adds to a schema: `_Service` and its field tell the SDL, which is no secret of rows. */
const OF_FEDERATION = /^_/;
const ENTITIES = '_entities';

/**
 * Makes every field of the schema refuse callers who may not read it with FORBIDDEN, whichever way leads to it. Fields that
 * everyone may read stay as they are. An act that is refused so is told before the caller is.
 * @throws StartupError that names the fields without a rule
 */
export function enforceAccess(
  schema: GraphQLSchema,
  rules: AccessRules,
  callerOf: CallerOf,
  onForbiddenAct: ForbiddenAct = async () => undefined,
): void {
  const ruleless: string[] = [];
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (OF_FEDERATION.test(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name === ENTITIES) field.resolve = guardEntities(field, rules, callerOf);
      if (OF_FEDERATION.test(field.name)) continue;
      const needed = rulesToRead(rules, type.name, field);
      const given = needed.filter((rule) => rule !== undefined);
      if (given.length < needed.length) ruleless.push(`${type.name}.${field.name}`);
      if (!given.every(isPublic)) field.resolve = guarded(type, field, given, callerOf, onForbiddenAct);
    }
  }
  if (ruleless.length > 0) throw new StartupError(`the schema has fields without @access: ${ruleless.join(', ')}`);
}

/** The error of a caller who asks for what the role may not read. */
export function forbidden(field: string): GraphQLError {
  return codedError('FORBIDDEN', `${field} may not be read in this role`, { field });
}

function guarded(
  type: GraphQLObjectType,
  { name, resolve = defaultFieldResolver }: GraphQLField<unknown, unknown>,
  rules: readonly AccessRule[],
  callerOf: CallerOf,
  onForbiddenAct: ForbiddenAct,
): Resolver {
  const isAct = type.name === 'Mutation';
  return (source, args, context, info) => {
    const caller = callerOf(context);
    if (rules.every((rule) => mayRead(caller, rule))) return resolve(source, args, context, info);
    const refusal = forbidden(`${type.name}.${name}`);
    if (!isAct) throw refusal;
    return onForbiddenAct(name, context).then(() => Promise.reject(refusal));
  };
}

/** Entities are asked for by what a representation says of itself, so its type is looked at before any row is. */
function guardEntities(
  { type: answered, resolve }: GraphQLField<unknown, unknown>,
  rules: AccessRules,
  callerOf: CallerOf,
): Resolver {
  const union = getNamedType(answered) as GraphQLUnionType;
  const entities = new Set(union.getTypes().map(({ name }) => name));
  return (source, args: { readonly representations?: readonly unknown[] }, context, info) => {
    const caller = callerOf(context);
    for (const representation of args.representations ?? []) {
      const type = (representation as { readonly __typename?: unknown } | null)?.__typename;
      const access = typeof type === 'string' && entities.has(type) ? rules.get(type) : undefined;
      if (!access)
        throw badUserInput('a representation is of no entity of this subgraph', { argument: 'representations' });
      // A type may leave the rules to its fields, which then refuse for themselves.
      if (access.rule && !mayRead(caller, access.rule)) throw forbidden(String(type));
    }
    return resolve!(source, args, context, info);
  };
}
