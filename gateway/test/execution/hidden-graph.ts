import type { AuditGraph } from './audit-graphs.js';

const people = [
  { id: '1', rank: 'OPEN', must: 'OPEN', ranks: ['OPEN', 'SECRET'] },
  { id: '2', rank: 'SECRET', must: 'SECRET', ranks: null },
];
const cat = { __typename: 'Cat', name: 'Mi' };
const ghost = { __typename: 'Ghost', name: 'Wu' };

/** Subgraphs that say values and types which clients do not see (`@inaccessible`). */
export const hiddenGraph: AuditGraph = {
  parts: {
    a: {
      sdl: `type Query { people: [Person!]! pets: [Pet] pet: Pet! }
        enum Rank { OPEN SECRET @inaccessible }
        interface Pet { name: String }
        type Person @key(fields: "id") { id: ID! rank: Rank must: Rank! ranks: [Rank] }
        type Cat implements Pet { name: String }
        type Ghost implements Pet @inaccessible { name: String @shareable }`,
      roots: { people, pets: [cat, ghost, null], pet: ghost },
      entities: { Person: people },
    },
    b: {
      sdl: `type Query { friends: [Person] }
        enum Rank { OPEN SECRET @inaccessible }
        type Person @key(fields: "id") {
          id: ID! rank: Rank @external pet: Pet isSecret: Boolean @requires(fields: "rank") }
        interface Pet { name: String }
        type Ghost implements Pet @inaccessible { name: String @shareable }`,
      roots: { friends: [{ id: '2' }] },
      entities: { Person: [{ id: '1' }, { id: '2' }] },
      computed: { 'Person.isSecret': ({ rank }) => rank === 'SECRET', 'Person.pet': () => ghost },
    },
  },
  queries: [
    '{ people { id rank ranks } }',
    '{ pets { __typename name } friends { rank pet { __typename } } }',
    '{ people { isSecret } friends { isSecret ranks } }',
    '{ friends { must id } }',
    '{ pet { name } }',
  ],
};
