import { gql } from './gql.js';
import mongoose, { type Connection } from 'mongoose';
import { badUserInput } from '../dist/graph/errors.js';
import { stringScalar } from '../dist/graph/string-scalar.js';
import type { RequestStamp } from '../dist/http/request-stamp.js';
import type { Order } from '../dist/list/order.js';
import { pageSizeScalar } from '../dist/list/page-size.js';
import { type PageArguments, pageOf, pageQuery } from '../dist/list/page.js';
import type { Subgraph } from '../dist/subgraph/subgraph.js';

interface Book {
  readonly _id: string;
  readonly title: string;
  readonly year: number;
}

interface LibraryContext {
  readonly stamp: RequestStamp;
  readonly books: mongoose.Model<Book>;
}

const order: Order<Book> = [
  { field: 'year', direction: 'desc', of: ({ year }) => year },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

function booksOf(store: Connection): mongoose.Model<Book> {
  const schema = new mongoose.Schema<Book>({ _id: String, title: String, year: Number }, { versionKey: false });
  return (store.models['Book'] as mongoose.Model<Book> | undefined) ?? store.model<Book>('Book', schema);
}

/** A subgraph of a few books, which has every way of answering that a real one has. */
export const library: Subgraph<LibraryContext> = {
  name: 'library',
  typeDefs: gql`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
    scalar Isbn
    scalar PageSize
    type Query @access(roles: "PUBLIC") {
      book(isbn: Isbn!): Book
      booksOf(isbns: [Isbn!]!): [Book!]!
      books(first: PageSize = 20, after: String, title: String): BookConnection!
      stampedAt: String!
      refuse: Int
      break: Int
    }
    type Book @key(fields: "isbn") @access(roles: "PUBLIC") {
      isbn: Isbn!
      title: String
    }
    type BookConnection @access(roles: "PUBLIC") {
      nodes: [Book!]!
      endCursor: String
      hasNextPage: Boolean!
      totalCount: Int!
    }
  `,
  resolvers: {
    Isbn: stringScalar({
      name: 'Isbn',
      parse: (text) =>
        /^\d{3}$/.test(text)
          ? { ok: true, value: text }
          : { ok: false, faults: [{ message: '应为三位数字', reason: 'FORMAT' }] },
    }),
    PageSize: pageSizeScalar,
    Query: {
      book: (_: unknown, { isbn }: { isbn: string }, { books }: LibraryContext) => books.findById(isbn).lean().exec(),
      booksOf: (_: unknown, { isbns }: { isbns: string[] }, { books }: LibraryContext) =>
        books
          .find({ _id: mongoose.trusted({ $in: isbns }) })
          .lean()
          .exec(),
      books: async (_: unknown, { title, ...page }: PageArguments & { title?: string }, { books }: LibraryContext) => {
        const request = { page, order, filter: { title } };
        const { where, sort, limit } = pageQuery(request);
        const own = title === undefined ? {} : { title };
        const rows = await books
          .find({ $and: [own, where] })
          .sort(sort)
          .limit(limit)
          .lean();
        return pageOf(request, rows, () => books.countDocuments(own));
      },
      stampedAt: (_: unknown, __: unknown, { stamp }: LibraryContext) => stamp.now.toISOString(),
      refuse: () => {
        throw badUserInput('this is refused', { argument: 'this' });
      },
      break: () => {
        throw new Error('mongodb://root:secret@10.0.0.1/ is down');
      },
    },
    BookConnection: {
      endCursor: ({ pageInfo }: { pageInfo: { endCursor: string | null } }) => pageInfo.endCursor,
      hasNextPage: ({ pageInfo }: { pageInfo: { hasNextPage: boolean } }) => pageInfo.hasNextPage,
    },
    Book: {
      isbn: ({ _id }: Book) => _id,
      __resolveReference: ({ isbn }: { isbn: string }, { books }: LibraryContext) => books.findById(isbn).lean().exec(),
    },
  },
  async prepare(store) {
    const books = booksOf(store);
    await books.deleteMany({});
    await books.insertMany(
      [1, 2, 3, 4, 5].map((n) => ({ _id: `00${n}`, title: n % 2 ? 'odd' : 'even', year: 2000 + (n >> 1) })),
    );
    return { lines: ['5 books'] };
  },
  createContext: (store, stamp) => ({ stamp, books: booksOf(store) }),
};
