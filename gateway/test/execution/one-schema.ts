import {
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql';
import { byId, products, stock, type User, users } from './shop-data.js';
import { shipping, shop } from './shop-graph.js';

interface Identified {
  readonly id: string;
  readonly __typename?: string;
}

/** Answers a field of one type as its subgraph does; the subgraphs that are down, and what a field needs of others. */
type Answer = (source: Identified, given: Readonly<Record<string, unknown>>) => unknown;

const user = ({ id }: Identified): User | null => byId(users, id);
const product = ({ id }: Identified) => byId(products, id);

/** Which subgraph answers each field, and how where the object alone does not tell. */
const owned: Readonly<Record<string, Readonly<Record<string, readonly [string, Answer?]>>>> = {
  User: {
    name: ['accounts', (one) => user(one)?.name ?? null],
    username: ['accounts', (one) => user(one)?.username ?? null],
    reviews: ['reviews', resolverIn('reviews', 'User', 'reviews')],
  },
  Book: goods('Book'),
  Furniture: goods('Furniture'),
  Review: {
    author: ['reviews', resolverIn('reviews', 'Review', 'author')],
    product: ['reviews', resolverIn('reviews', 'Review', 'product')],
  },
  Query: roots('Query'),
  Mutation: roots('Mutation'),
};

/** Executes on one schema what a federation of the shop has to answer, without federation. */
export function executeAsOne(
  schema: GraphQLSchema,
  { query, variables, down }: { query: string; variables: Record<string, unknown>; down: ReadonlySet<string> },
): ExecutionResult {
  const fieldResolver: GraphQLFieldResolver<Identified, unknown> = (source, given, _, { parentType, fieldName }) => {
    const [subgraph, answer] = owned[parentType.name]?.[fieldName] ?? [];
    if (subgraph !== undefined && down.has(subgraph)) throw new Error(`${subgraph} is down`);
    return answer ? answer(source, given) : (source as unknown as Record<string, unknown>)[fieldName];
  };
  const typeResolver = ({ __typename }: Identified): string => __typename!;
  return execute({
    schema,
    document: parse(query),
    variableValues: variables,
    fieldResolver,
    typeResolver,
    rootValue: {},
  }) as ExecutionResult;
}

function goods(type: string): Readonly<Record<string, readonly [string, Answer?]>> {
  const own = Object.fromEntries(
    ['name', 'price', 'weight', 'tags'].map((name) => [
      name,
      ['products', (one: Identified) => (product(one) as Record<string, unknown> | null)?.[name] ?? null] as const,
    ]),
  );
  const computed = ['related', 'pages', 'size'].map((name) => {
    const resolve = resolverIn('products', type, name);
    return [name, ['products', (one: Identified) => (product(one) ? resolve?.(product(one)!, {}) : null)] as const];
  });
  return {
    ...own,
    ...Object.fromEntries(computed),
    inStock: ['inventory', ({ id }) => (id === 'p3' ? null : (stock[id] ?? null))],
    shippingEstimate: [
      'inventory',
      (one) => (one.id === 'p3' ? null : shipping(product(one)?.price ?? null, product(one)?.weight ?? null)),
    ],
    reviews: ['reviews', resolverIn('reviews', type, 'reviews')],
  };
}

function roots(type: string): Readonly<Record<string, readonly [string, Answer?]>> {
  return Object.fromEntries(
    Object.entries(shop).flatMap(([name, { resolvers }]) =>
      Object.keys((resolvers as Record<string, object>)[type] ?? {}).map((field) => [
        field,
        [name, resolverIn(name, type, field)] as const,
      ]),
    ),
  );
}

function resolverIn(subgraph: string, type: string, field: string): Answer | undefined {
  const resolvers = shop[subgraph]!.resolvers as Record<string, Record<string, (...given: unknown[]) => unknown>>;
  const resolve = resolvers[type]?.[field];
  return resolve && ((source, given) => resolve(source, given));
}

/** The object types of a schema that have fields here: a test looks whether one is forgotten. */
export function unknownTypes(schema: GraphQLSchema): readonly string[] {
  const names = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  return names.map(({ name }) => name).filter((name) => owned[name] === undefined);
}
