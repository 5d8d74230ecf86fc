/** The names of the subgraphs, in the order of their ports. */
export const subgraphNames = ['accounts', 'products', 'inventory', 'reviews'] as const;

export type SubgraphName = (typeof subgraphNames)[number];

/** What the graph of this project says of who may read and of costs; gateways that enforce neither pass over it. */
const HEAD = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@requires", "@external", "@composeDirective", "@listSize"])
  @link(url: "https://specs.shanghai.internal/reading/v1.0", import: ["@access", "@cacheFor"])
  @composeDirective(name: "@access")
  @composeDirective(name: "@cacheFor")
directive @access(roles: [Role!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
directive @cacheFor(seconds: Int!, tags: [String!]! = []) on OBJECT | FIELD_DEFINITION
enum Role { PUBLIC }
`;

const PUBLIC = '@access(roles: [PUBLIC]) @cacheFor(seconds: 60)';

/** Each subgraph in Federation 2, to be composed. */
export const federation2: Readonly<Record<SubgraphName, string>> = {
  accounts: `${HEAD}
    type Query {
      users(shop: Int!): [User] ${PUBLIC} @listSize(assumedSize: 6)
      user(id: ID!): User ${PUBLIC}
    }
    type User @key(fields: "id") ${PUBLIC} { id: ID! name: String username: String birthday: Int }`,
  products: `${HEAD}
    type Query {
      topProducts(shop: Int!, first: Int = 5): [Product] ${PUBLIC} @listSize(assumedSize: 5)
      product(upc: ID!): Product ${PUBLIC}
    }
    type Product @key(fields: "upc") ${PUBLIC} { upc: ID! name: String price: Int weight: Int }`,
  inventory: `${HEAD}
    type Product @key(fields: "upc") ${PUBLIC} {
      upc: ID!
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  reviews: `${HEAD}
    type Review @key(fields: "id") ${PUBLIC} { id: ID! body: String author: User product: Product }
    type User @key(fields: "id") ${PUBLIC} { id: ID! reviews: [Review] @listSize(assumedSize: 2) }
    type Product @key(fields: "upc") ${PUBLIC} { upc: ID! reviews: [Review] @listSize(assumedSize: 2) }`,
};

/** The same in Federation 1, for a gateway that knows no other: who owns a type, and who extends it. */
export const federation1: Readonly<Record<SubgraphName, string>> = {
  accounts: `
    extend type Query { users(shop: Int!): [User] user(id: ID!): User }
    type User @key(fields: "id") { id: ID! name: String username: String birthday: Int }`,
  products: `
    extend type Query { topProducts(shop: Int!, first: Int = 5): [Product] product(upc: ID!): Product }
    type Product @key(fields: "upc") { upc: ID! name: String price: Int weight: Int }`,
  inventory: `
    extend type Product @key(fields: "upc") {
      upc: ID! @external
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  reviews: `
    type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
    extend type User @key(fields: "id") { id: ID! @external reviews: [Review] }
    extend type Product @key(fields: "upc") { upc: ID! @external reviews: [Review] }`,
};
