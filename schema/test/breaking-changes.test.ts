import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { breakingChanges, schemaBefore } from './breaking-changes.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

describe('changes of the graph since the last commit', () => {
  test('are told when a client can trip over them, and forbid nothing', async () => {
    const before = schemaBefore('api.graphql', folder);
    const now = buildSchema(readFileSync(`${folder}api.graphql`, 'utf8'));
    const changes = before ? await breakingChanges(before, now) : [];
    for (const change of changes) console.log(`Breaking change of the graph: ${change}`);
    expect(now.getQueryType()?.name).toBe('Query');
  });
});

describe('breaking changes', () => {
  const before = buildSchema('type Query { item(id: ID): String! count: Int }');

  test('are fields that are gone, may now be null, or ask for more', async () => {
    const after = buildSchema('type Query { item(id: ID!): String }');
    expect(await breakingChanges(before, after)).toEqual([
      "Field 'count' was removed from object type 'Query'",
      "Field 'Query.item' changed type from 'String!' to 'String'",
      "Type for argument 'id' on field 'Query.item' changed from 'ID' to 'ID!'",
    ]);
  });

  test('are not fields that are new', async () => {
    const after = buildSchema('type Query { item(id: ID): String! count: Int more(first: Int): Int }');
    expect(await breakingChanges(before, after)).toEqual([]);
  });

  test('cannot be told without a version before, which is no fault', () => {
    expect(schemaBefore('api.graphql', tmpdir())).toBeUndefined();
    expect(schemaBefore('no-such.graphql', folder)).toBeUndefined();
  });
});
