import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { byId, type Product, products, type Review, reviews, stock, type User, users } from './shop-data.js';
import { serveSchema, type ServedSchema } from './serve-schema.js';

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires"])`;

interface Reference {
  readonly __typename: string;
  readonly id: string;
}

const productOf = (id: string): Product | null => byId(products, id);
const kindOf = ({ __typename }: { readonly __typename: string }): string => __typename;
const referenceTo = (id: string): Reference => {
  const found = productOf(id);
  return { __typename: found?.__typename ?? 'Book', id };
};

/** The four subgraphs of a shop, by name: the shape of public benchmarks, with interfaces, unions, requirements and acts. */
export const shop: Readonly<Record<string, { readonly sdl: string; readonly resolvers: Resolvers }>> = {
  accounts: {
    sdl: `type Query { me: User users: [User!]! user(id: ID!): User }
      type User @key(fields: "id") { id: ID! name: String username: String! }`,
    resolvers: {
      Query: {
        me: () => users[0],
        users: () => users,
        user: (_: unknown, { id }: { id: string }) => byId(users, id),
      },
      User: { __resolveReference: ({ id }: Reference) => byId(users, id) },
    },
  },
  products: {
    sdl: `type Query { topProducts(first: Int = 3): [Product!] product(id: ID!): Product things: [Thing] }
      interface Product { id: ID! name: String! price: Int tags: [[String!]!] related: [Product] }
      type Book implements Product @key(fields: "id") {
        id: ID! name: String! price: Int weight: Int tags: [[String!]!] related: [Product] pages: Int }
      type Furniture implements Product @key(fields: "id") {
        id: ID! name: String! price: Int weight: Int tags: [[String!]!] related: [Product] size: Size }
      type User @key(fields: "id", resolvable: false) { id: ID! }
      enum Size { SMALL LARGE }
      union Thing = Book | Furniture | User`,
    resolvers: {
      Query: {
        topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first),
        product: (_: unknown, { id }: { id: string }) => productOf(id),
        things: () => [...products, { __typename: 'User', id: 'u1' }, null, { __typename: 'User', id: 'u9' }],
      },
      Product: { __resolveType: kindOf },
      Thing: { __resolveType: kindOf },
      Book: {
        __resolveReference: ({ id }: Reference) => productOf(id),
        related: ({ related }: Product) => related.map(productOf),
        pages: ({ id }: Product) => (id === 'p1' ? 99 : null),
      },
      Furniture: {
        __resolveReference: ({ id }: Reference) => productOf(id),
        related: ({ related }: Product) => related.map(productOf),
        size: ({ weight }: Product) => ((weight ?? 0) > 50 ? 'LARGE' : 'SMALL'),
      },
    },
  },
  inventory: {
    sdl: `type Book @key(fields: "id") {
        id: ID! price: Int @external weight: Int @external
        inStock: Int! shippingEstimate: Int @requires(fields: "price weight") }
      type Furniture @key(fields: "id") {
        id: ID! price: Int @external weight: Int @external
        inStock: Int! shippingEstimate: Int @requires(fields: "price weight") }`,
    resolvers: { Book: stocked(), Furniture: stocked() },
  },
  reviews: {
    sdl: `type Query { reviews: [Review] review(id: ID!): Review }
      type Mutation { praise(id: ID!, by: Int): Review count: Int! }
      type Review @key(fields: "id") { id: ID! body: String author: User! product: Product }
      type User @key(fields: "id") { id: ID! reviews(first: Int): [Review!] }
      interface Product { id: ID! reviews: [Review!] }
      type Book implements Product @key(fields: "id") { id: ID! reviews: [Review!] }
      type Furniture implements Product @key(fields: "id") { id: ID! reviews: [Review!] }`,
    resolvers: {
      Query: { reviews: () => reviews, review: (_: unknown, { id }: { id: string }) => byId(reviews, id) },
      Mutation: {
        praise: (_: unknown, { id }: { id: string }) => byId(reviews, id),
        count: () => reviews.length,
      },
      Review: {
        __resolveReference: ({ id }: Reference) => byId(reviews, id),
        author: ({ authorId }: Review) => ({ id: authorId }),
        product: ({ productId }: Review) => referenceTo(productId),
      },
      Product: { __resolveType: kindOf },
      User: {
        reviews: ({ id }: User, { first }: { first?: number }) =>
          reviews.filter(({ authorId }) => authorId === id).slice(0, first ?? undefined),
      },
      Book: { reviews: reviewsOf },
      Furniture: { reviews: reviewsOf },
    },
  },
};

/** The composed graph of the shop. */
export function composeShop(): string {
  const services = Object.entries(shop).map(([name, { sdl }]) => ({
    name,
    url: `http://${name}.invalid/`,
    typeDefs: parse(`${LINK}\n${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** Serves one subgraph of the shop. */
export async function serveShop(name: string): Promise<ServedSchema> {
  const { sdl, resolvers } = shop[name]!;
  return serveSchema(buildSubgraphSchema({ typeDefs: parse(`${LINK}\n${sdl}`), resolvers }));
}

function stocked() {
  return {
    __resolveReference: (reference: Reference) => (reference.id === 'p3' ? null : reference),
    inStock: ({ id }: Reference) => stock[id] ?? null,
    shippingEstimate: ({ price, weight }: Pick<Product, 'price' | 'weight'>) => shipping(price, weight),
  };
}

/** What sending a thing costs; null where price or weight is not known. */
export function shipping(price: number | null, weight: number | null): number | null {
  return price === null || weight === null ? null : price > 100 ? 0 : weight * 2;
}

function reviewsOf({ id }: Reference): readonly Review[] {
  return reviews.filter(({ productId }) => productId === id);
}
