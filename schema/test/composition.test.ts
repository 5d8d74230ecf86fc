import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compose } from '../dist/composition.js';
import { subgraph } from './sdl.js';

const items = subgraph('items', 'type Query { item: Item } type Item @key(fields: "id") { id: ID! name: String! }');

describe('composition', () => {
  test('joins what several subgraphs say of one type', () => {
    const notes = subgraph('notes', 'type Item @key(fields: "id") { id: ID! note: String } type Query { notes: Int }');
    const result = compose({ items, notes });
    if ('faults' in result) throw new Error(result.faults.join('\n'));
    const { supergraph, api } = result.composition;
    expect(supergraph).toContain('http://notes.internal/graphql');
    expect(Object.keys(buildSchema(api).getType('Item')?.toConfig() ?? {})).toContain('fields');
    expect(api).toContain('note: String');
    expect(api).not.toContain('join__');
  });

  test('is the same text whatever order the definitions stand in', () => {
    const turned = subgraph(
      'items',
      'type Item @key(fields: "id") { name: String! id: ID! } type Query { item: Item }',
    );
    const [one, other] = [compose({ items }), compose({ items: turned })];
    if ('faults' in one || 'faults' in other) throw new Error('Both compose.');
    expect(other.composition.api).toBe(one.composition.api);
  });

  test('names every fault with its subgraphs', () => {
    const clash = subgraph(
      'clash',
      'type Item @key(fields: "id") { id: ID! name: Int! } type Query { clash: Missing }',
    );
    const result = compose({ items, clash });
    expect('faults' in result && result.faults.join('\n')).toMatch(/\[clash\].*Missing/);
  });

  test('tells in which subgraphs a field is of two types', () => {
    const clash = subgraph(
      'clash',
      'type Item @key(fields: "id") { id: ID! name: Int! @shareable } type Query { a: Int }',
    );
    const result = compose({ items, clash });
    expect('faults' in result && result.faults.join('\n')).toMatch(/Item\.name.*"clash"/);
  });
});
