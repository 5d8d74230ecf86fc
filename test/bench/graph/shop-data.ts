/** A person of a shop. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

/** What a shop sells. */
export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

/** What one user says of one product of the same shop. */
export interface Review {
  readonly id: string;
  readonly body: string;
  readonly author: User;
  readonly product: Product;
}

/** One shop: as many users, products and reviews as the public benchmark of federation gateways has. */
export interface Shop {
  readonly users: readonly User[];
  readonly products: readonly Product[];
  readonly reviews: readonly Review[];
}

/** Far more than there are connections, so that two requests under way never ask for the same shop. */
export const SHOPS = 256;

const USERS = 6;
const PRODUCTS = 9;
const REVIEWS = 12;
const THINGS = ['Table', 'Couch', 'Glass', 'Chair', 'Lamp', 'Grill', 'Fridge', 'Sofa', 'Desk'];
const BODIES = [
  'Love it!',
  'Too expensive.',
  'Could be better, though for its price nothing else comes near.',
  'Prefer another.',
];

/** All shops; nothing in one is in another. */
export const shops: readonly Shop[] = upTo(SHOPS).map(shopOf);

/** By their keys, as subgraphs look them up. */
export const usersById: ReadonlyMap<string, User> = new Map(
  shops.flatMap(({ users }) => users.map((user) => [user.id, user] as const)),
);
export const productsByUpc: ReadonlyMap<string, Product> = new Map(
  shops.flatMap(({ products }) => products.map((product) => [product.upc, product] as const)),
);
export const reviewsById: ReadonlyMap<string, Review> = new Map(
  shops.flatMap(({ reviews }) => reviews.map((review) => [review.id, review] as const)),
);
export const reviewsByAuthor = reviewsBy(({ author }) => author.id);
export const reviewsByProduct = reviewsBy(({ product }) => product.upc);

function shopOf(shop: number): Shop {
  const users = upTo(USERS).map((n) => ({
    id: `u${shop}-${n}`,
    name: `Person ${n} of shop ${shop}`,
    username: `person.${n}.${shop}`,
    birthday: 1950 + ((shop + 7 * n) % 60),
  }));
  const products = upTo(PRODUCTS).map((n) => ({
    upc: `p${shop}-${n}`,
    name: `${THINGS[n]!} ${shop}`,
    price: 100 + ((37 * shop + 211 * n) % 1_900),
    weight: 10 + ((13 * shop + 101 * n) % 900),
    inStock: (shop + n) % 3 !== 0,
  }));
  const reviews = upTo(REVIEWS).map((n) => ({
    id: `r${shop}-${n}`,
    body: `${BODIES[n % BODIES.length]!} (${shop})`,
    author: users[Math.floor(n / 2)]!,
    product: products[(n * 5) % PRODUCTS]!,
  }));
  return { users, products, reviews };
}

function reviewsBy(keyOf: (review: Review) => string): ReadonlyMap<string, readonly Review[]> {
  const groups = new Map<string, Review[]>();
  for (const review of shops.flatMap(({ reviews }) => reviews)) {
    const key = keyOf(review);
    groups.set(key, [...(groups.get(key) ?? []), review]);
  }
  return groups;
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}
