import { composeServices } from '@apollo/composition';
import { badUserInput, isGivenUp, modelOf, type RequestStamp, stringScalar, type Subgraph } from '@shanghai/platform';
import { type DocumentNode, parse } from 'graphql';
import { setImmediate as nextTurn } from 'node:timers/promises';
import mongoose, { type Connection, type Model } from 'mongoose';

interface Named {
  readonly _id: string;
  readonly name: string;
}

export interface TinyContext {
  readonly stamp: RequestStamp;
  readonly rows: Model<Named>;
}

const FEDERATION = `
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
  @link(url: "https://specs.tiny.internal/reading/v1.0", import: ["@access"])
  @composeDirective(name: "@access")
directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION`;

const Code = stringScalar({
  name: 'Code',
  parse: (text) => (/^\d+$/.test(text) ? { ok: true, value: text } : { ok: false, message: '应为数字' }),
});

function subgraph(name: string, sdl: string, rows: readonly Named[], resolvers: Subgraph<TinyContext>['resolvers']) {
  const schema = new mongoose.Schema<Named>({ _id: String, name: String });
  const rowsOf = (store: Connection): Model<Named> => modelOf(store, 'rows', schema);
  const made: Subgraph<TinyContext> = {
    name,
    typeDefs: parse(`extend schema ${FEDERATION}\n${sdl}`),
    resolvers,
    async prepare(store) {
      await rowsOf(store).deleteMany({});
      await rowsOf(store).insertMany(rows);
      return { lines: [] };
    },
    createContext: (store, stamp) => ({ stamp, rows: rowsOf(store) }),
  };
  return made;
}

const byId = (id: string, { rows }: TinyContext) => rows.findById(id).lean().exec();

/** Lets a test hold a request inside a resolver. */
export const gate = {
  entered: (): void => undefined,
  open: Promise.resolve(),
  /** Whether a reader may pass, by whether the one who asked has gone. */
  passes: (_isGone: boolean): boolean => true,
  /** Told whether what it reads then was read. */
  left: (_isRead: boolean): void => undefined,
};

/** Authors, with what a gateway has to get through: refusals, faults, slow answers. */
export const authors = subgraph(
  'authors',
  `scalar Code
   type Query @access(roles: "PUBLIC") {
     author(code: Code!): Author
     authors: [Author!]!
     instant: String!
     refuse: Int
     break: Int
     slow: Int
     slowAuthor: Author
   }
   type Author @key(fields: "code") @access(roles: "PUBLIC") { code: Code! name: String born: Int! }`,
  [
    { _id: '1', name: 'Lu Xun' },
    { _id: '2', name: 'Ba Jin' },
  ],
  {
    Code,
    Query: {
      author: (_: unknown, { code }: { code: string }, context: TinyContext) => byId(code, context),
      authors: (_: unknown, __: unknown, { rows }: TinyContext) => rows.find().sort({ _id: 1 }).lean().exec(),
      instant: (_: unknown, __: unknown, { stamp }: TinyContext) => `${stamp.requestId} ${stamp.now.toISOString()}`,
      refuse: () => {
        throw badUserInput('this is refused', { argument: 'this' });
      },
      break: () => {
        throw new Error('mongodb://root:secret@10.0.0.1/ is down');
      },
      slow: async () => {
        gate.entered();
        await gate.open;
        return 1;
      },
      slowAuthor: async (_: unknown, __: unknown, context: TinyContext) => {
        gate.entered();
        while (!gate.passes(isGivenUp())) await nextTurn();
        const read = byId('1', context);
        void read.then(
          () => gate.left(true),
          () => gate.left(false),
        );
        return read;
      },
    },
    Author: {
      code: ({ _id }: Named) => _id,
      born: () => 1881,
      __resolveReference: ({ code }: { code: string }, context: TinyContext) => byId(code, context),
    },
  },
);

/** Books: a field of an author, and a link back that may lead nowhere. */
export const books = subgraph(
  'books',
  `scalar Code
   type Query @access(roles: "PUBLIC") { instantOfBooks: String! lost: Author }
   type Author @key(fields: "code") @access(roles: "PUBLIC") { code: Code! book(code: Code): Book }
   type Book @access(roles: "PUBLIC") { name: String! author: Author! }`,
  [{ _id: '1', name: 'Call to Arms' }],
  {
    Code,
    Query: {
      instantOfBooks: (_: unknown, __: unknown, { stamp }: TinyContext) =>
        `${stamp.requestId} ${stamp.now.toISOString()}`,
      lost: () => ({ code: '99' }),
    },
    Author: {
      __resolveReference: ({ code }: { code: string }) => ({ code }),
      book: ({ code }: { code: string }, _: unknown, context: TinyContext) => byId(code, context),
    },
    Book: { author: ({ _id }: Named) => ({ code: _id }) },
  },
);

/** The two, or other SDL of the same names, composed. */
export function compose(...parts: readonly { name: string; typeDefs: DocumentNode }[]): string {
  const { supergraphSdl, errors } = composeServices(
    parts.map((part) => ({ ...part, url: `http://${part.name}.invalid` })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
