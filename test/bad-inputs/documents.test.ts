import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { type Reply, send, withBystander } from './sending.js';

const graph = useGraph();
const times = (count: number, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ');

/** Sends a document that is too much while somebody else asks, and looks at the answer. */
async function refuse(query: string, reason?: string): Promise<Reply> {
  const reply = await withBystander(graph().url, () => send(graph().url, { query }));
  expect(reply.status).toBe(400);
  if (reason !== undefined) expect([reply.codes, reply.reasons]).toEqual([['TOO_COMPLEX'], [reason]]);
  // However much was sent, the answer is short, and says nothing of how we are made.
  expect(reply.text.length).toBeLessThan(50_000);
  expect(reply.text).not.toMatch(/call stack|node_modules|RangeError/);
  return reply;
}

/** A list of agencies in which each leads to lists that lead to agencies. */
function cyclic(levels: number): string {
  const step = 'filings(first: 10) { nodes { agency {';
  return `{ agencies(first: 10) { nodes { ${step.repeat(levels)} id ${'} } }'.repeat(levels)} } } }`;
}

describe.each(['BAD-INPUTS 9', 'SECURITY 14'])('%s: fragments that double', () => {
  test.each([18, 40])('%i times are refused while others are served', async (count) => {
    const fragments = times(count, (at) => `fragment F${at} on District { ...F${at + 1} ...F${at + 1} }`);
    await refuse(`{ districts { ...F0 } } ${fragments} fragment F${count} on District { name }`, 'SELECTIONS');
  });
});

describe('BAD-INPUTS 10: lists that lead back to themselves', () => {
  test.each([
    [3, 'COST'],
    [7, 'DEPTH'],
    [500, 'NESTING'],
  ])('%i deep are refused before planning, while others are served', async (levels, reason) => {
    graph().takeCommands();
    await refuse(cyclic(levels), reason);
    expect(
      graph()
        .takeCommands()
        .every(({ subgraph }) => subgraph === 'catalogue'),
    ).toBe(true);
  });
});

describe.each(['BAD-INPUTS 11', 'SECURITY 16'])('%s: aliases', () => {
  test('a thousand at the root are refused', async () => {
    await refuse(`{ ${times(1_000, (at) => `a${at}: __typename`)} }`, 'ROOT_FIELDS');
  });

  test('a thousand in a field are refused', async () => {
    await refuse(`{ districts { ${times(1_000, (at) => `a${at}: name`)} } }`, 'ALIASES');
  });

  test('of one look-up, as of certificates one after another, are refused beyond twenty', async () => {
    await refuse(`{ ${times(21, (at) => `a${at}: agency(id: "${at}") { id }`)} }`, 'FIELD_ALIASES');
  });
});

describe('BAD-INPUTS 12: fragments', () => {
  test.each([
    ['that spread themselves', '{ ...F } fragment F on Query { ...F }', 'RECURSION'],
    ['that spread each other', '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }', 'RECURSION'],
    ['that nobody spreads and that recur', '{ __typename } fragment F on Query { ...F }', 'RECURSION'],
    [
      'of which there are ten thousand',
      `{ __typename } ${times(10_000, (at) => `fragment F${at} on Query { a }`)}`,
      'BYTES',
    ],
    [
      'of which there are a hundred',
      `{ __typename } ${times(100, (at) => `fragment F${at} on Query { a }`)}`,
      'FRAGMENTS',
    ],
    ['that nobody spreads', '{ __typename } fragment F on Query { __typename }', undefined],
  ])('%s are refused', async (_, query, reason) => {
    await refuse(query, reason);
  });
});

describe('BAD-INPUTS 13: a document of', () => {
  test.each([
    ['20,000 tokens', `{ ${'a '.repeat(20_000)} }`, 'TOKENS'],
    ['20,000 directives', `{ __typename ${'@a '.repeat(20_000)} }`, 'TOKENS'],
    ['500 directives', `{ __typename ${'@a '.repeat(500)} }`, 'DIRECTIVES'],
    ['5,000 unknown fields', `{ ${times(5_000, (at) => `u${at}`)} }`, 'TOKENS'],
    ['4,000 fields of one name', `{ districts { ${'name '.repeat(4_000)} } }`, 'SELECTIONS'],
    ['10,000 variables', `query (${times(10_000, (at) => `$v${at}:Int`)}) { __typename }`, 'BYTES'],
    ['500 variables', `query (${times(500, (at) => `$v${at}: Int`)}) { __typename }`, 'VARIABLES'],
    ['a megabyte of comments', `{ __typename } #${'x'.repeat(1_000_000)}`, 'BYTES'],
    ['100 operations', times(100, (at) => `query Q${at} { __typename }`), 'OPERATIONS'],
  ])('%s is refused while others are served', async (_, query, reason) => {
    await refuse(query, reason);
  });

  test('1,000 unknown fields is refused with a bounded list of errors', async () => {
    const { codes } = await refuse(`{ districts { ${times(1_000, (at) => `u${at}`)} } }`);
    expect(codes.length).toBeLessThanOrEqual(101);
  });
});

describe('BAD-INPUTS 14: a chain 5,000 deep', () => {
  test.each([
    ['of fields', `${'{ a '.repeat(5_000)}${'}'.repeat(5_000)}`],
    ['of lists in an argument', `{ a(b: ${'['.repeat(5_000)}${']'.repeat(5_000)}) }`],
    ['of list types', `query ($a: ${'['.repeat(5_000)}Int${']'.repeat(5_000)}) { __typename }`],
  ])('%s is refused by its nesting while others are served', async (_, query) => {
    await refuse(query, 'NESTING');
  });

  test('of fragments is refused by its depth', async () => {
    const fragments = times(20, (at) => `fragment F${at} on District { name { ...F${at + 1} } }`);
    await refuse(`{ districts { ...F0 } } ${fragments} fragment F20 on District { name }`, 'DEPTH');
  });
});
