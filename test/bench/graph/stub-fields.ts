import { federation1, type SubgraphName } from './sdl.js';
import {
  type Product,
  productsByUpc,
  type Review,
  reviewsByAuthor,
  reviewsById,
  reviewsByProduct,
  shops,
  type User,
  usersById,
} from './shop-data.js';

/** The arguments of a field, or what a gateway sends of an entity. */
export type Given = Readonly<Record<string, unknown>>;

/** How a field is answered: a scalar, or what is of a type, whose fields are answered in turn. */
export interface StubField {
  readonly type?: string;
  // Tables of several types stand beside each other; each reads its own.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly read: (parent: any, given: Given) => unknown;
}

/** The fields of one subgraph by type. `_entities` finds the entities of a type by `find`. */
export interface StubGraph {
  readonly types: Readonly<Record<string, Readonly<Record<string, StubField>>>>;
  readonly find: Readonly<Record<string, (representation: Given) => unknown>>;
}

const userOf = ({ id }: Given): User | undefined => usersById.get(String(id));
const productOf = ({ upc }: Given): Product | undefined => productsByUpc.get(String(upc));
const shopOf = ({ shop }: Given) => shops[Number(shop)];

/** What every subgraph of a federation answers beside its own fields. */
function service(name: SubgraphName): Readonly<Record<string, StubField>> {
  return { _service: { type: '_Service', read: () => ({ sdl: federation1[name] }) } };
}

const _Service = fields('sdl');

/** The stubs of the four subgraphs. */
export const stubGraphs: Readonly<Record<SubgraphName, StubGraph>> = {
  accounts: {
    types: {
      _Service,
      Query: {
        ...service('accounts'),
        users: { type: 'User', read: (_, given) => shopOf(given)?.users },
        user: { type: 'User', read: (_, given) => userOf(given) },
      },
      User: fields('id', 'name', 'username', 'birthday'),
    },
    find: { User: userOf },
  },
  products: {
    types: {
      _Service,
      Query: {
        ...service('products'),
        topProducts: {
          type: 'Product',
          read: (_, given) => shopOf(given)?.products.slice(0, Number(given['first'] ?? 5)),
        },
        product: { type: 'Product', read: (_, given) => productOf(given) },
      },
      Product: fields('upc', 'name', 'price', 'weight'),
    },
    find: { Product: productOf },
  },
  inventory: {
    types: {
      _Service,
      Query: service('inventory'),
      Product: {
        ...fields('upc', 'inStock'),
        shippingEstimate: { read: ({ sentPrice, sentWeight }) => estimate(sentPrice, sentWeight) },
      },
    },
    find: {
      // What is required comes with the representation, and nothing else may be taken for it.
      Product: (sent) => ({ ...productOf(sent), sentPrice: sent['price'], sentWeight: sent['weight'] }),
    },
  },
  reviews: {
    types: {
      _Service,
      Query: service('reviews'),
      Review: {
        ...fields('id', 'body'),
        author: { type: 'User', read: ({ author }: Review) => author },
        product: { type: 'Product', read: ({ product }: Review) => product },
      },
      User: { ...fields('id'), reviews: { type: 'Review', read: ({ id }: User) => reviewsByAuthor.get(id) ?? [] } },
      Product: {
        ...fields('upc'),
        reviews: { type: 'Review', read: ({ upc }: Product) => reviewsByProduct.get(upc) ?? [] },
      },
    },
    find: { Review: ({ id }) => reviewsById.get(String(id)), User: userOf, Product: productOf },
  },
};

/** Fields that are properties. */
function fields(...names: readonly string[]): Readonly<Record<string, StubField>> {
  return Object.fromEntries(names.map((name) => [name, { read: (parent: Given) => parent[name] }]));
}

/** What is heavy and cheap costs half its weight; null where what is required was not sent. */
function estimate(price: unknown, weight: unknown): number | null {
  if (typeof price !== 'number' || typeof weight !== 'number') return null;
  return price > 1_000 ? 0 : Math.floor(weight / 2);
}
