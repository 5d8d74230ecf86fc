import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Role, roles } from '@shanghai/kernel';
import { publicCaller } from '@shanghai/platform';
import { askSubgraph } from '@shanghai/platform/testing';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
} from 'graphql';
import { fileURLToPath } from 'node:url';
import { subgraphNames, subgraphTypeDefs } from '@shanghai/schema';
import { useGraph } from '../graph/graph.js';
import { mutationRoles, openToAll } from './mutation-roles.js';

const graph = useGraph();
const api = readFileSync(fileURLToPath(new URL('../../schema/api.graphql', import.meta.url)), 'utf8');
const mutations = Object.values(buildSchema(api, { assumeValidSDL: true }).getMutationType()!.getFields());
const scopes: Partial<Record<Role, Record<string, string>>> = {
  AGENCY: { agency: 'a1' },
  INDUSTRY_AUTHORITY: { industry: 'i1' },
  SUPERIOR_AUTHORITY: { superior: 's1' },
  DISTRICT_BUREAU: { district: '310115' },
};
const samples: Readonly<Record<string, string>> = {
  ID: '"absent"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  String: '"2026-11-01"',
  Day: '"2026-11-01"',
  DistrictCode: '"310115"',
  CsvText: '"序号"',
  UploadText: '"姓名"',
  FormText: '"示例"',
  IdempotencyKey: '"key-0000001"',
};

/** Something that the type takes. */
function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return `[${sampleOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return samples[type.name]!;
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return `{ ${needed.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
}

function callOf({ name, args }: GraphQLField<unknown, unknown>): string {
  const given = args.filter((one) => isNonNullType(one.type)).map((one) => `${one.name}: ${sampleOf(one.type)}`);
  return `mutation { ${name}(${given.join(', ')}) { __typename } }`;
}

/** The subgraph whose act it is, by the name of the mutation. */
const owners = new Map(
  subgraphNames.flatMap((name) =>
    subgraphTypeDefs(name).definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === 'Mutation'
        ? (one.fields ?? []).map((field) => [field.name.value, name] as const)
        : [],
    ),
  ),
);

/** Through the gateway three of nine roles by default, others from act to act; all of them when DEEP is set. */
const isThroughGateway = (mutation: string, role: number): boolean =>
  Boolean(process.env['DEEP']) || (mutations.findIndex(({ name }) => name === mutation) + role) % 3 === 0;

describe('SECURITY 3: every mutation as every role', () => {
  test('is in the role matrix', () => {
    expect(mutations.map(({ name }) => name).sort()).toEqual([...Object.keys(mutationRoles), ...openToAll].sort());
  });

  test.each(mutations.map((field) => [field.name, callOf(field)]))(
    '%s is FORBIDDEN to whom the matrix says',
    async (name, query) => {
      const allowed = mutationRoles[name] ?? roles;
      const told: (readonly [string, readonly boolean[]])[] = [];
      for (const [no, role] of roles.entries()) {
        const own = scopes[role] ?? {};
        const claims = role === 'PUBLIC' ? null : { sub: 'test', role, ...own };
        const caller = { ...publicCaller, role, subject: claims && 'test', scopes: own };
        const response = await askSubgraph(
          graph().subgraph(owners.get(name)!).url,
          { query },
          { caller, ...graph().asserted },
        );
        const direct = (await response.json()) as { errors?: readonly { extensions: { code: string } }[] };
        const answered: (readonly { readonly extensions: Readonly<Record<string, unknown>> }[])[] = [
          direct.errors ?? [],
        ];
        if (isThroughGateway(name, no)) answered.push((await graph().as(claims)(query)).errors);
        told.push([
          role,
          answered.map((errors) => errors.map(({ extensions }) => extensions['code']).includes('FORBIDDEN')),
        ]);
      }
      expect(told).toEqual(told.map(([role, ways]) => [role, ways.map(() => !allowed.includes(role as Role))]));
    },
  );
});
