/** What the shop of the execution tests holds. Some references lead nowhere, as in life. */
export interface User {
  readonly id: string;
  readonly name: string | null;
  readonly username: string;
}

export interface Product {
  readonly __typename: 'Book' | 'Furniture';
  readonly id: string;
  readonly name: string;
  readonly price: number | null;
  readonly weight: number | null;
  readonly tags: readonly (readonly string[])[] | null;
  readonly related: readonly string[];
}

export interface Review {
  readonly id: string;
  readonly body: string | null;
  readonly authorId: string;
  readonly productId: string;
}

export const users: readonly User[] = [
  { id: 'u1', name: 'Ada', username: 'ada' },
  { id: 'u2', name: null, username: 'bo' },
  { id: 'u3', name: 'Cy', username: 'cy' },
];

export const products: readonly Product[] = [
  product('Book', 'p1', { price: 10, weight: 3, tags: [['a', 'b'], []], related: ['p2', 'p3'] }),
  product('Furniture', 'p2', { price: 900, weight: 100, related: ['p2'] }),
  product('Book', 'p3', { weight: 1, tags: [['c']] }),
  product('Furniture', 'p4', { price: 0, weight: 5, tags: [], related: ['p1', 'p9'] }),
];

export const reviews: readonly Review[] = [
  { id: 'r1', body: 'good', authorId: 'u1', productId: 'p1' },
  { id: 'r2', body: null, authorId: 'u2', productId: 'p1' },
  { id: 'r3', body: 'bad', authorId: 'u9', productId: 'p2' },
  { id: 'r4', body: 'odd', authorId: 'u1', productId: 'p3' },
  { id: 'r5', body: 'so', authorId: 'u3', productId: 'p4' },
];

/** Pieces in stock. */
export const stock: Readonly<Record<string, number>> = { p1: 3, p2: 0, p4: 12 };

export function byId<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row | null {
  return rows.find((one) => one.id === id) ?? null;
}

function product(kind: Product['__typename'], id: string, given: Partial<Product>): Product {
  return { __typename: kind, id, name: `${kind} ${id}`, price: null, weight: null, tags: null, related: [], ...given };
}
