import { beforeAll, describe, expect, test } from '@jest/globals';
import { readAccessRules, ruleOfField } from '@shanghai/platform';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  parse,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { useGraph } from '../graph/graph.js';

const graph = useGraph();
const contract = (name: string): string =>
  readFileSync(fileURLToPath(new URL(name, import.meta.resolve('@shanghai/schema/package.json'))), 'utf8');
const schema = buildSchema(contract('api.graphql'));
const rules = readAccessRules(parse(contract('supergraph.graphql')));

/** Values that a store would read as operators, were they to reach it. */
const operators: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $where: 'sleep(1000)' },
  { $regex: '^(a+)+$' },
  [{ $ne: null }],
  { $expr: { $function: { body: 'function() {}', args: [], lang: 'js' } } },
  { toString: { $ne: null } },
];

/** Texts that mean something to a store, a shell or a pattern; a reader may refuse them, or look for them as they are. */
const texts = [
  '{"$ne":null}',
  "' || '1'=='1",
  '$where',
  '(a+)+$',
  '.*',
  '\\',
  '$ne',
  '../../etc/passwd',
  '\u202e\u200b',
];

const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.values((type as GraphQLObjectType).getFields()).map((field) => ({ ...field, of: type!.name })),
);
const cases = rootFields
  .flatMap((field) => field.args.map((argument) => ({ field, argument })))
  .map(({ field, argument }, no) => [`${field.name}(${argument.name})`, field, argument, no] as const);

/** A third of the values for each argument, another third for the next; all for each in full. */
function some<Value>(values: readonly Value[], no: number): readonly Value[] {
  return process.env['DEEP'] ? values : values.filter((_, at) => at % 3 === no % 3);
}

type Field = (typeof rootFields)[number];

const scopes: Readonly<Record<string, object>> = {
  AGENCY: { agency: 'a1' },
  INDUSTRY_AUTHORITY: { industry: 'i1' },
  DISTRICT_BUREAU: { district: '310115' },
};

/** One who may ask for the field, and asks for one argument of it: within the rate of each. */
function bearerOf({ of, name }: Field, argument: GraphQLArgument) {
  const [role = ''] = ruleOfField(rules, of, name)!.roles;
  return { sub: `test-${name}-${argument.name}`, role, ...scopes[role] };
}

/** Asks one root field with one variable; what it needs beside is left out, or given as the same variable. */
async function give(field: Field, argument: GraphQLArgument, value: unknown) {
  const others = field.args.filter(
    (other) => other !== argument && String(other.type).endsWith('!') && other.defaultValue === undefined,
  );
  const needed = [argument, ...others];
  const variables = needed.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = needed.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  const query = `${field.of.toLowerCase()} (${variables}) { ${field.name}(${given})${selection} }`;
  return graph().as(bearerOf(field, argument))(query, Object.fromEntries(needed.map(({ name }) => [name, value])));
}

beforeAll(() => {
  graph().takeCommands();
});

describe('SECURITY 11: an operator in a variable', () => {
  test.each(cases)('of %s is refused before any store is asked', async (_, field, argument, no) => {
    for (const value of some(operators, no)) {
      const { errors } = await give(field, argument, value);
      expect(errors.map(({ extensions }) => extensions['code'])).toContain('BAD_USER_INPUT');
      expect(graph().takeCommands()).toEqual([]);
    }
  });
});

describe('SECURITY 11: a text that looks like one', () => {
  test.each(cases)('of %s is refused, or is a text to the store, too', async (_, field, argument, no) => {
    for (const value of some(texts, no)) {
      const { errors, status } = await give(field, argument, value);
      expect(status).toBeLessThan(500);
      for (const { extensions } of errors) expect(extensions['code']).toMatch(/^BAD_(USER_INPUT|CURSOR)$/);
      for (const { command } of graph().takeCommands())
        for (const [key, inner] of entriesOf(command)) {
          expect(['$where', '$function', '$accumulator']).not.toContain(key);
          const pattern = inner instanceof RegExp ? inner.source : key === '$regex' ? String(inner) : '';
          expect(pattern).not.toContain('(a+)+$');
        }
    }
  });
});

/** Every key and value of a command, at any depth. */
function entriesOf(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key, inner] as const, ...entriesOf(inner)]);
}
