import { type Caller, publicCaller } from '../../dist/access/caller.js';
import type { Subgraph } from '../../dist/subgraph/subgraph.js';
import { gql } from '../gql.js';

/** A subgraph in which not everyone may read everything. */
export const vault: Subgraph<{ readonly caller: Caller }> = {
  name: 'vault',
  typeDefs: gql`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
    type Query {
      open: Int @access(roles: "PUBLIC")
      closed: Int @access(roles: ["KEEPER"])
      box: Box @access(roles: "PUBLIC")
      shelf: Shelf @access(roles: "PUBLIC")
    }
    type Mutation {
      lock: Int @access(roles: ["KEEPER"])
    }
    type Box @key(fields: "id") @access(roles: ["KEEPER", "GUARD"]) {
      id: ID!
      secret: String @access(roles: ["KEEPER"])
    }
    type Shelf @key(fields: "id") @access(roles: ["PUBLIC"]) {
      id: ID!
      size: Int
      boxes: [Box!]!
    }
  `,
  resolvers: {
    Query: { open: () => 1, closed: () => 2, box: () => ({ id: 'b' }), shelf: () => ({ id: 's' }) },
    Mutation: { lock: () => 4 },
    Box: { __resolveReference: ({ id }: { id: string }) => ({ id }), secret: () => 'secret' },
    Shelf: { __resolveReference: ({ id }: { id: string }) => ({ id }), size: () => 3, boxes: () => [{ id: 'b' }] },
  },
  prepare: async () => ({ lines: [] }),
  createContext: (_, { caller }) => ({ caller }),
};

/** A caller in a role. */
export function inRole(role: string): Caller {
  return { ...publicCaller, role, subject: 'somebody' };
}
