import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { checkDocument } from '../../dist/limits/check-document.js';
import { documentLimits } from '../../dist/limits/document-limits.js';
import { shapeOf } from '../../dist/limits/document-shape.js';
import { checkText } from '../../dist/limits/scan-text.js';

describe('the shape of a document', () => {
  test('counts what is under a field', () => {
    const { depth, selections, aliases, directives, fields } = shapeOf(parse('{ a: b @x { c d @y { e } } f }'));
    expect({ depth, selections, aliases, directives, fields }).toEqual({
      depth: 3,
      selections: 5,
      aliases: 1,
      directives: 2,
      fields: 2,
    });
  });

  test('counts a fragment as often as it is spread', () => {
    const shape = shapeOf(parse('{ ...F x { ...F } } fragment F on T { a b: c { d } }'));
    expect(shape).toMatchObject({ depth: 3, selections: 9, aliases: 2, fields: 3, fragments: 1 });
  });

  test('is that of the largest operation', () => {
    const shape = shapeOf(parse('query A($x: Int) { a } query B { a { b c } }'));
    expect(shape).toMatchObject({ depth: 2, selections: 3, operations: 2, variables: 1 });
  });

  test('tells a fragment that leads to itself, however far', () => {
    const chain = Array.from({ length: 50 }, (_, at) => `fragment F${at} on T { a { ...F${(at + 1) % 50} } }`);
    expect(shapeOf(parse(`{ ...F0 } ${chain.join(' ')}`)).isRecursive).toBe(true);
    expect(shapeOf(parse('{ ...F ...F } fragment F on T { a }')).isRecursive).toBe(false);
  });

  test('tells the most names that one field is given', () => {
    expect(shapeOf(parse('{ a: x b: x c: y d { e: x } }')).fieldAliases).toBe(2);
  });
});

describe('BAD-INPUTS 9: fragments that double eighteen times', () => {
  const fragments = Array.from({ length: 18 }, (_, at) => `fragment F${at} on T { ...F${at + 1} ...F${at + 1} }`);
  const document = parse(`{ a { ...F0 } } ${fragments.join(' ')} fragment F18 on T { a }`);

  test('are counted without being spread, in less than 50 ms', () => {
    const startedAt = performance.now();
    expect(shapeOf(document).selections).toBeGreaterThan(2 ** 18);
    expect(checkDocument(document, documentLimits)).toMatchObject({ reason: 'SELECTIONS', maximum: 1_500 });
    expect(performance.now() - startedAt).toBeLessThan(50);
  });
});

describe('the text of a document', () => {
  test('is read no further than to what is too much', () => {
    expect(checkText(`{${' a'.repeat(30_000)}`, documentLimits)).toEqual({
      reason: 'TOKENS',
      value: 5_001,
      maximum: 5_000,
    });
  });

  test('that is no document is left to the parser', () => {
    expect(checkText('{ "', documentLimits)).toBeUndefined();
    expect(checkText('}}}', documentLimits)).toBeUndefined();
  });
});
