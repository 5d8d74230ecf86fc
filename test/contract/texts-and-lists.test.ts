import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { undescribed } from './descriptions.js';
import { incompleteConnections, unboundedLists } from './lists.js';
import { api } from './sdl.js';

describe('in the graph', () => {
  test('every type, field, argument and enum value is described, with its Chinese term', () => {
    expect(undescribed(api)).toEqual([]);
  });

  test('lists are connections, or short ones that say so', () => {
    expect(unboundedLists(api)).toEqual([]);
  });

  test('connections have all the parts of one', () => {
    expect(incompleteConnections(api)).toEqual([]);
  });
});

describe('the check of descriptions', () => {
  test('finds what has none and what has no Chinese', () => {
    const schema = buildSchema(`
      "查询" type Query { "条目" item("name" name: String, "级别" level: Level, "形式" form: Form): String count: Int }
      enum Level { "一级" ONE TWO }
      "表" input Form { " " text: String }`);
    expect(undescribed(schema)).toEqual([
      'Query.item.name has no Chinese term',
      'Query.count has no description',
      'Level has no description',
      'Level.TWO has no description',
      'Form.text has no description',
    ]);
  });
});

describe('the checks of lists', () => {
  test('find lists that nothing bounds', () => {
    const schema = buildSchema(`
      type Query {
        names: [String!]!
        "The shortest list." ids: [ID]
        "A short list." notices: [String!]!
        "The first ten by name." first: [String!]
        "At most 10." some: [String!]!
        levels: [Level!]!
      }
      enum Level { ONE }`);
    expect(unboundedLists(schema)).toEqual([
      'Query.names is a list without a documented bound',
      'Query.ids is a list without a documented bound',
    ]);
  });

  test('find connections that are not asked for by page, or lack a part', () => {
    const schema = buildSchema(`
      type Query { items(first: Int): ItemConnection }
      type ItemConnection { nodes: [String!]! edges: [ItemEdge!]! pageInfo: Int }
      type ItemEdge { node: String! }`);
    expect(unboundedLists(schema)).toEqual(['Query.items is a connection without the argument after']);
    expect(incompleteConnections(schema)).toEqual(['ItemConnection has no totalCount', 'ItemConnection has no cursor']);
  });
});
