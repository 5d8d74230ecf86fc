import { hiddenGraph } from './hidden-graph.js';

/** One subgraph of an audited graph: its SDL and what its resolvers know. */
export interface AuditPart {
  readonly sdl: string;
  /** What the fields of the root types answer, by name. */
  readonly roots?: Readonly<Record<string, unknown>>;
  /** Entities by their type; one is found by whatever a reference says of it. */
  readonly entities?: Readonly<Record<string, readonly Row[]>>;
  /** Fields that are computed, by `Type.field`. */
  readonly computed?: Readonly<Record<string, (row: Row, args: Row) => unknown>>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Row = Record<string, any>;

/** A small graph for one feature of federation, with questions that need it. */
export interface AuditGraph {
  readonly parts: Readonly<Record<string, AuditPart>>;
  readonly queries: readonly string[];
}

const user1 = { id: 'u1', name: 'Li Na', email: 'li@example.cn', nick: 'li' };
const user2 = { id: 'u2', name: 'Wang Fang', email: null, nick: null };
const medias = [
  { __typename: 'Book', id: 'm1', title: 'Call to Arms', pages: 90 },
  { __typename: 'Film', id: 'm2', title: 'Family', minutes: 120 },
];

/** The features that the public audit of federation gateways asks for, one graph for each. */
export const auditGraphs: Readonly<Record<string, AuditGraph>> = {
  'an interface object': {
    parts: {
      a: {
        sdl: `type Query { nodes: [Media!]! node: Media }
          interface Media @key(fields: "id") { id: ID! title: String! }
          type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
          type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int }`,
        roots: { nodes: medias, node: medias[1] },
        entities: { Media: medias, Book: [medias[0]!], Film: [medias[1]!] },
      },
      b: {
        sdl: `type Query { best: Media rated: [Media] }
          type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! notes: [Note!] }
          type Note { text: String about: Media }`,
        roots: {
          best: { id: 'm2', stars: 5, notes: [] },
          rated: [{ id: 'm1', stars: 3 }, null, { id: 'm2', stars: 5 }],
        },
        entities: {
          Media: [
            { id: 'm1', stars: 3, notes: [{ text: 'long', about: { id: 'm2' } }] },
            { id: 'm2', stars: 5, notes: [] },
          ],
        },
      },
    },
    queries: [
      '{ nodes { id title stars ... on Book { pages notes { text } } } }',
      '{ best { __typename id stars title ... on Film { minutes } } }',
      '{ rated { stars ... on Book { title } ... on Film { id } } }',
      '{ node { stars notes { text about { __typename title stars } } } nodes { ... on Book { stars } } }',
      '{ rated { notes { about { ... on Film { minutes stars } } } } }',
    ],
  },
  'what a field requires': {
    parts: {
      a: {
        sdl: `type Query { products: [Product!]! product(id: ID!): Product }
          type Product @key(fields: "id") { id: ID! price: Int weight: Int dims: Dims tags: [Tag] }
          type Dims @shareable { size: Int unit: String }
          type Tag @shareable { name: String }`,
        roots: {
          products: [
            { id: '1', price: 10, weight: 3, dims: { size: 4, unit: 'cm' }, tags: [{ name: 'a' }, null] },
            { id: '2', price: null, weight: 9, dims: null, tags: null },
          ],
        },
        entities: {
          Product: [
            { id: '1', price: 10, weight: 3, dims: { size: 4, unit: 'cm' }, tags: [{ name: 'a' }, null] },
            { id: '2', price: null, weight: 9, dims: null, tags: null },
          ],
        },
        computed: { 'Query.product': (_, { id }) => ({ id, price: 7, weight: 1 }) },
      },
      b: {
        sdl: `type Product @key(fields: "id") {
            id: ID! price: Int @external weight: Int @external
            dims: Dims @external tags: [Tag] @external
            shipping: Int @requires(fields: "price weight") label: String @requires(fields: "dims { size unit }")
            tagged: Int @requires(fields: "tags { name }") double: Int @requires(fields: "price") }
          type Dims { size: Int @external unit: String @external }
          type Tag { name: String @external }`,
        entities: { Product: [{ id: '1' }, { id: '2' }] },
        computed: {
          'Product.shipping': ({ price, weight }) => (price == null ? null : price * weight),
          'Product.label': ({ dims }) => (dims ? `${dims.size}${dims.unit}` : 'none'),
          'Product.tagged': ({ tags }) => tags?.length ?? -1,
          'Product.double': ({ price }) => (price == null ? null : price * 2),
        },
      },
      c: {
        sdl: `type Product @key(fields: "id") {
            id: ID! double: Int @external shipping: Int @external total: Int @requires(fields: "double shipping") }`,
        entities: { Product: [{ id: '1' }, { id: '2' }] },
        computed: { 'Product.total': ({ double, shipping }) => Number(double ?? 0) + Number(shipping ?? 0) },
      },
    },
    queries: [
      '{ products { shipping label tagged } }',
      '{ products { id total } }',
      '{ products { total double shipping price } product(id: "1") { total label } }',
      '{ a: product(id: "2") { label p: price } b: product(id: "1") { t: total x: shipping } }',
    ],
  },
  'what a field provides': {
    parts: {
      a: {
        sdl: `type Query { posts: [Post!]! mixed: [Thing] @provides(fields: "... on Cat { name }") }
          type Post @key(fields: "id") { id: ID! author: User @provides(fields: "name") reader: User }
          type User @key(fields: "id") { id: ID! name: String @external }
          union Thing = Cat | Dog
          type Cat @key(fields: "id") { id: ID! name: String @external }
          type Dog @key(fields: "id") { id: ID! }`,
        roots: {
          posts: [
            { id: 'p1', author: { id: 'u1', name: 'Li Na' }, reader: { id: 'u2' } },
            { id: 'p2', author: null, reader: { id: 'u9' } },
          ],
          mixed: [{ __typename: 'Cat', id: 'c1', name: 'Mi' }, { __typename: 'Dog', id: 'd1' }, null],
        },
      },
      b: {
        sdl: `type Query { me: User }
          type User @key(fields: "id") { id: ID! name: String @shareable email: String }
          type Cat @key(fields: "id") { id: ID! name: String @shareable age: Int }
          type Dog @key(fields: "id") { id: ID! name: String @shareable age: Int }`,
        roots: { me: user1 },
        entities: {
          User: [user1, user2],
          Cat: [{ id: 'c1', name: 'Mi', age: 3 }],
          Dog: [{ id: 'd1', name: 'Wang', age: 4 }],
        },
      },
    },
    queries: [
      '{ posts { author { name } reader { name } } }',
      '{ posts { id author { email name } reader { email } } me { name } }',
      '{ mixed { __typename ... on Cat { name } ... on Dog { name age } } }',
      '{ mixed { ... on Cat { age name id } } posts { reader { id } } }',
    ],
  },
  'a field that has moved, and fields that several answer': {
    parts: {
      a: {
        sdl: `type Query { feed: [Post] shared: Shared @shareable }
          type Post @key(fields: "id") { id: ID! createdAt: String body: String @shareable }
          type Shared @shareable { a: Int b: Int }`,
        roots: { feed: [{ id: 'p1', createdAt: 'wrong', body: 'x' }, null], shared: { a: 1, b: 2 } },
        entities: { Post: [{ id: 'p1', createdAt: 'wrong', body: 'x' }] },
      },
      b: {
        sdl: `type Query { shared: Shared @shareable }
          type Post @key(fields: "id") { id: ID! createdAt: String @override(from: "a") body: String @shareable likes: Int }
          type Shared @shareable { a: Int c: Int b: Int }`,
        roots: { shared: { a: 1, b: 2, c: 3 } },
        entities: { Post: [{ id: 'p1', createdAt: '2026', body: 'x', likes: 2 }] },
      },
    },
    queries: ['{ feed { createdAt body } }', '{ feed { likes id createdAt } }', '{ shared { a b } }'],
  },
  'unions, interfaces and fragments within fragments': {
    parts: {
      a: {
        sdl: `type Query { search: [Result!] first: Result animals: [Animal] }
          union Result = User | Post | Tag
          interface Animal { id: ID! kind: String }
          interface Named { name: String }
          type User implements Named @key(fields: "id") { id: ID! name: String }
          type Post @key(fields: "id") { id: ID! title: String author: User }
          type Tag implements Named { name: String of: Result }
          type Cat implements Animal & Named @key(fields: "id") { id: ID! kind: String name: String }
          type Dog implements Animal @key(fields: "id") { id: ID! kind: String bites: Boolean }`,
        roots: {
          search: [
            { __typename: 'User', ...user1 },
            { __typename: 'Post', id: 'p1', title: 'T', author: user2 },
            { __typename: 'Tag', name: 'tag', of: { __typename: 'User', ...user2 } },
          ],
          first: { __typename: 'Post', id: 'p2', title: null, author: null },
          animals: [
            { __typename: 'Cat', id: 'c1', kind: 'cat', name: 'Mi' },
            null,
            { __typename: 'Dog', id: 'd1', bites: true },
          ],
        },
        entities: { User: [user1, user2] },
      },
      b: {
        sdl: `type User @key(fields: "id") { id: ID! posts: [Post] best: Result }
          type Post @key(fields: "id") { id: ID! likes: Int }
          type Cat @key(fields: "id") { id: ID! owner: User }
          type Dog @key(fields: "id") { id: ID! owner: User }
          union Result = Post | User`,
        entities: {
          User: [
            { id: 'u1', posts: [{ id: 'p1', likes: 4 }], best: { __typename: 'Post', id: 'p1', likes: 4 } },
            { id: 'u2', posts: [], best: { __typename: 'User', id: 'u1' } },
          ],
          Post: [{ id: 'p1', likes: 4 }],
          Cat: [{ id: 'c1', owner: { id: 'u1' } }],
          Dog: [{ id: 'd1', owner: null }],
        },
      },
    },
    queries: [
      '{ search { __typename ... on User { name posts { likes } } ...P ... on Named { name } } } fragment P on Post { title likes author { ...U } } fragment U on User { name best { ... on Post { likes } ... on User { name } } }',
      '{ first { ... on Post { title author { name } } } animals { __typename kind ... on Cat { name owner { name } } ... on Dog { owner { name } } } }',
      '{ search { ... on Tag { of { ... on User { name posts { id } } } } } }',
      '{ animals { ... on Named { name ... on Cat { owner { posts { likes } } } } id } }',
      'query ($no: Boolean = false) { search { ... on User @include(if: $no) { name } ... on Post @skip(if: $no) { likes } } }',
    ],
  },
  'an enum of which both know a part, and inputs': {
    parts: {
      a: {
        sdl: `type Query { byColour(colour: Colour, filter: Filter): [Item!] items: [Item!] }
          enum Colour { RED GREEN }
          input Filter { colour: Colour first: Int = 1 }
          enum Size { S M L @inaccessible }
          type Item @key(fields: "id") { id: ID! size: Size }`,
        roots: {
          items: [
            { id: '1', size: 'S' },
            { id: '2', size: 'M' },
          ],
        },
        computed: {
          'Query.byColour': (_, { colour, filter }) => [
            { id: colour ?? filter?.colour ?? 'none', size: filter?.first === 1 ? 'S' : 'M' },
          ],
        },
      },
      b: {
        sdl: `type Query { paint(colour: Colour): String }
          enum Colour { RED GREEN BLUE }
          input Filter { colour: Colour first: Int = 1 more: Int }
          type Item @key(fields: "id") { id: ID! made: String }`,
        roots: {},
        entities: {
          Item: [
            { id: '1', made: 'x' },
            { id: 'RED', made: 'y' },
          ],
        },
        computed: { 'Query.paint': (_, { colour }) => `painted ${colour}` },
      },
    },
    queries: [
      '{ byColour(colour: RED) { id made size } paint(colour: GREEN) }',
      '{ byColour(filter: { colour: RED }) { id size } a: byColour(filter: { first: 2 }) { size } items { size made } }',
      'query ($c: Colour = RED, $f: Filter) { byColour(colour: $c, filter: $f) { id made } paint(colour: $c) }',
    ],
  },
  'keys that are null, composite, nested, or several': {
    parts: {
      a: {
        sdl: `type Query { books: [Book] shops: [Shop] }
          type Book @key(fields: "upc") { upc: ID! code: String @shareable }
          type Shop @key(fields: "city { id } name") @key(fields: "tax") { city: City name: String tax: ID }
          type City @shareable { id: ID }`,
        roots: {
          books: [{ upc: 'b1', code: 'x' }, { upc: 'b2', code: null }, null, { upc: 'b3', code: 'z' }],
          shops: [
            { city: { id: 'sh' }, name: 'A', tax: 't1' },
            { city: null, name: 'B', tax: null },
          ],
        },
        entities: {
          Book: [
            { upc: 'b1', code: 'x' },
            { upc: 'b2', code: null },
            { upc: 'b3', code: 'z' },
          ],
        },
      },
      b: {
        sdl: `type Book @key(fields: "upc") @key(fields: "id") { upc: ID! id: ID }
          type Shop @key(fields: "city { id } name") { city: City name: String rent: Int }
          type City @shareable { id: ID }`,
        entities: {
          Book: [
            { upc: 'b1', id: '1' },
            { upc: 'b2', id: null },
          ],
          Shop: [{ city: { id: 'sh' }, name: 'A', rent: 9 }],
        },
      },
      c: {
        sdl: `type Book @key(fields: "id") { id: ID author: User } type User { name: String }
          type Shop @key(fields: "tax") { tax: ID paid: Boolean }`,
        entities: { Book: [{ id: '1', author: { name: 'Li' } }], Shop: [{ tax: 't1', paid: true }] },
      },
    },
    queries: [
      '{ books { upc author { name } } }',
      '{ books { code id } shops { rent paid } }',
      '{ shops { name city { id } rent } books { author { name } id } }',
    ],
  },
  'references without an entity, and nulls that are not allowed': {
    parts: {
      a: {
        sdl: `type Query { users: [User!]! some: [User] one: User must: User! }
          type User @key(fields: "id") { id: ID! friends: [User!] }`,
        roots: {
          users: [
            { id: 'u1', friends: [{ id: 'u2' }] },
            { id: 'u2', friends: null },
          ],
          some: [{ id: 'u1' }, { id: 'u9' }, null],
          one: { id: 'u9', friends: [{ id: 'u1' }, { id: 'u9' }] },
          must: { id: 'u2', friends: [] },
        },
        entities: { User: [user1, user2] },
      },
      b: {
        sdl: `type User @key(fields: "id") { id: ID! name: String email: String! }`,
        entities: { User: [user1, user2] },
      },
    },
    queries: [
      '{ users { name friends { name } } }',
      '{ some { name } one { name friends { id name } } }',
      '{ some { email } }',
      '{ users { email name } }',
      '{ must { email } some { id } }',
    ],
  },
  'acts, in their order': {
    parts: {
      a: {
        sdl: `type Query { total: Int }
          type Mutation { add(n: Int!): Counter reset: Counter! }
          type Counter @key(fields: "id") { id: ID! value: Int }`,
        roots: { total: 3, reset: { id: 'c', value: 0 } },
        entities: { Counter: [{ id: 'c', value: 0 }] },
        computed: { 'Mutation.add': (_, { n }) => ({ id: 'c', value: n }) },
      },
      b: {
        sdl: `type Mutation { tell(text: String): String }
          type Counter @key(fields: "id") { id: ID! label: String }`,
        entities: { Counter: [{ id: 'c', label: 'count' }] },
        computed: { 'Mutation.tell': (_, { text }) => text ?? 'nothing' },
      },
    },
    queries: [
      'mutation { reset { value label } a: add(n: 1) { value } b: tell(text: "x") c: add(n: 2) { label value } }',
      'mutation ($n: Int!) { add(n: $n) { label } tell }',
    ],
  },
  'what is hidden, described by hand, and looked up through another': {
    parts: {
      a: {
        sdl: `type Query { agency: Agency pages: [Page] }
          type Agency @key(fields: "id companyName") { id: ID! companyName: String! secret: Int @inaccessible }
          interface Page { id: ID! next: Page }
          type Article implements Page @key(fields: "id") { id: ID! next: Page }
          type Image implements Page @key(fields: "id") { id: ID! next: Page }`,
        roots: {
          agency: { id: '1', companyName: 'X', secret: 4 },
          pages: [
            { __typename: 'Article', id: 'a1', next: { __typename: 'Image', id: 'i1', next: null } },
            {
              __typename: 'Image',
              id: 'i1',
              next: { __typename: 'Article', id: 'a1', next: { __typename: 'Image', id: 'i1' } },
            },
          ],
        },
        entities: {
          Agency: [{ id: '1', companyName: 'X', secret: 4 }],
          Article: [{ id: 'a1' }],
          Image: [{ id: 'i1' }],
        },
      },
      b: {
        sdl: `type Query { pages2: [Article] }
          type Agency @key(fields: "id companyName") {
            id: ID! companyName: String! secret: Int @external email: String! @requires(fields: "secret") }
          type Article @key(fields: "id") { id: ID! views: Int related: [Image] }
          type Image @key(fields: "id") { id: ID! views: Int }`,
        roots: { pages2: [{ id: 'a1', views: 3, related: [{ id: 'i1', views: 4 }] }] },
        entities: {
          Agency: [{ id: '1', companyName: 'X' }],
          Article: [{ id: 'a1', views: 3, related: [{ id: 'i1', views: 4 }] }],
          Image: [{ id: 'i1', views: 4 }],
        },
        computed: { 'Agency.email': ({ secret }) => `mail${secret}` },
      },
    },
    queries: [
      '{ agency { email companyName } }',
      '{ pages { id ... on Article { views next { ... on Image { views } } } next { next { id ... on Article { views related { views } } } } } }',
      '{ pages2 { views next { __typename id } related { next { id } views } } __schema { queryType { name } } }',
    ],
  },
  'values and types that clients do not see': hiddenGraph,
};
