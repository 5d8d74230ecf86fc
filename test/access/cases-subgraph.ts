import { type Caller, rowsOf, type Subgraph } from '@shanghai/platform';
import { parse } from 'graphql';
import type { Connection } from 'mongoose';

/** A row that only its district, its agency and the city may see. */
export interface Case {
  readonly _id: string;
  readonly district: string;
  readonly agency: string;
}

/** Where rows may be read past their scope. Each is planted once, to see that it is found. */
export const leaks = ['LIST', 'COUNT', 'LOOK_UP', 'NESTED', 'NESTED_COUNT', 'ENTITY'] as const;

export type Leak = (typeof leaks)[number];

interface Context {
  readonly store: Connection;
  readonly caller: Caller;
}

const SDL = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.test.internal/reading/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
  type Query {
    cases(first: Int): CaseConnection! @access(roles: ["DISTRICT_BUREAU", "AGENCY", "BUREAU"])
    case(id: ID!): Case @access(roles: ["DISTRICT_BUREAU", "AGENCY", "BUREAU"])
    street: Street @access(roles: ["PUBLIC"])
  }
  type Street @access(roles: ["PUBLIC"]) {
    name: String!
    caseCount: Int! @access(roles: ["DISTRICT_BUREAU", "AGENCY", "BUREAU"], scope: ["district", "agency"])
    cases: [Case!]! @access(roles: ["DISTRICT_BUREAU", "AGENCY", "BUREAU"])
  }
  type Case @key(fields: "id") @access(roles: ["DISTRICT_BUREAU", "AGENCY", "BUREAU"], scope: ["district", "agency"]) {
    id: ID!
    district: String!
  }
  type CaseConnection @access(roles: ["DISTRICT_BUREAU", "AGENCY", "BUREAU"], scope: ["district", "agency"]) {
    totalCount: Int!
    nodes: [Case!]!
  }
`;

/** A subgraph with row-scoped types, on the rows that are given, with one leak or none. */
export function casesSubgraph(name: string, rows: readonly Case[], leak?: Leak): Subgraph<Context> {
  function scoped(at: Leak, { store, caller }: Context, filter: object = {}) {
    const own = leak === at ? {} : rowsOf(caller, { district: 'district', agency: 'agency' });
    return store.collection<Case>('cases').find({ $and: [own, filter] });
  }
  const list = async (at: Leak, context: Context) => scoped(at, context).sort({ _id: 1 }).toArray();
  const count = async (at: Leak, context: Context) => (await list(at, context)).length;
  const one = async (at: Leak, id: string, context: Context) =>
    (await scoped(at, context, { _id: id }).toArray())[0] ?? null;

  return {
    name,
    typeDefs: parse(SDL),
    resolvers: {
      Query: {
        cases: () => ({}),
        case: (_: unknown, { id }: { id: string }, context: Context) => one('LOOK_UP', id, context),
        street: () => ({ name: 'Nanjing Lu' }),
      },
      CaseConnection: {
        totalCount: (_: unknown, __: unknown, context: Context) => count('COUNT', context),
        nodes: (_: unknown, __: unknown, context: Context) => list('LIST', context),
      },
      Street: {
        caseCount: (_: unknown, __: unknown, context: Context) => count('NESTED_COUNT', context),
        cases: (_: unknown, __: unknown, context: Context) => list('NESTED', context),
      },
      Case: {
        id: ({ _id }: Case) => _id,
        __resolveReference: ({ id }: { id: string }, context: Context) => one('ENTITY', id, context),
      },
    },
    async prepare(store) {
      await store.collection<Case>('cases').deleteMany({});
      if (rows.length > 0) await store.collection<Case>('cases').insertMany([...rows]);
      return { lines: [] };
    },
    createContext: (store, { caller }) => ({ store, caller }),
  };
}
