import { describe, expect, test } from '@jest/globals';
import { type DocumentNode, parse } from 'graphql';
import { subgraphNames, subgraphTypeDefs, withShared } from '../dist/subgraphs.js';

const shared = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9")
  directive @access(rule: Rule!) on OBJECT
  enum Rule { PUBLIC }
  scalar Day
  type Clause { notice: Notice!, on: Day }
  type Refusal { clauses: [Clause!]! }
  type Unused { other: UnusedToo }
  type UnusedToo { on: Day }
`);

function namesOf({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((definition) => ('name' in definition ? (definition.name?.value ?? []) : definition.kind));
}

describe('the schema of a subgraph', () => {
  test('holds what its own file leads to in the shared one, in the order of the files', () => {
    const own = parse('type Query { refusal: Refusal } type Notice { id: ID! }');
    expect(namesOf(withShared(own, shared))).toEqual([
      'SchemaExtension',
      'access',
      'Rule',
      'Day',
      'Clause',
      'Refusal',
      'Query',
      'Notice',
    ]);
  });

  test('holds the directives and the schema extension even when it uses neither', () => {
    const own = parse('type Query { count: Int }');
    expect(namesOf(withShared(own, shared))).toEqual(['SchemaExtension', 'access', 'Rule', 'Query']);
  });

  test.each(subgraphNames)('%s is read from the files of this package', (name) => {
    expect(namesOf(subgraphTypeDefs(name))).toContain('Query');
  });
});
