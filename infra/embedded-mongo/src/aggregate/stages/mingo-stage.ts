import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipelines from 'mingo/operators/pipeline';
import * as windows from 'mingo/operators/window';
import { equal } from '../../bson/compare.js';
import { type Doc, entriesOf, isDoc, isNumeric, setField, toNumber, typeName } from '../../bson/value.js';
import { CommandError, refused } from '../../errors.js';
import { assign, fieldPath } from '../path-expression.js';
import { createEvaluate, EXPRESSION_NAMES } from '../expression.js';
import { STAGE_MEMORY } from './stage.js';

/**
 * Stages that are mingo's, run over plain JS values of all their input; the expressions in them are ours. A document that
 * holds numbers that JS cannot is refused.
 */

/** The options object that mingo hands to operators. */
interface MingoOptions {
  readonly local?: { readonly variables?: Doc };
}

type MingoOperator = (doc: unknown, operand: unknown, options: MingoOptions) => unknown;

function promote(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(promote);
  if (isNumeric(value)) return toNumber(value);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, field] of entriesOf(value)) setField(copy, name, promote(field));
  return copy;
}

function ours(name: string): MingoOperator {
  return (doc, operand, options) =>
    promote(createEvaluate(options.local?.variables ?? {})({ [name]: operand }, doc as Doc));
}

const context = Context.init({
  expression: {
    ...Object.fromEntries(EXPRESSION_NAMES.map((name) => [name, ours(name)])),
    // mingo's window stages are written with it; a client can only send text.
    $function: ((doc, operand, options) => {
      if (!isDoc(operand) || typeof operand['body'] !== 'function') throw refused('$function');
      return (expressions.$function as unknown as MingoOperator)(doc, operand, options);
    }) satisfies MingoOperator,
  },
  accumulator: accumulators,
  pipeline: pipelines,
  window: windows,
} as unknown as Parameters<typeof Context.init>[0]);

function refuseInexact(value: unknown, stage: string): void {
  if (Array.isArray(value)) for (const item of value) refuseInexact(item, stage);
  else if (isDoc(value)) for (const field of Object.values(value)) refuseInexact(field, stage);
  else if (typeName(value) === 'decimal' || (typeName(value) === 'long' && !Number.isSafeInteger(toNumber(value))))
    throw refused(`${stage} on Decimal128 or on an int64 beyond 2^53`);
}

/** Names the document that a row of mingo's was made of: its plain values have lost their types. */
const ROW = '\0row';

/** A document with what the stage computed for it. */
function withOutput(doc: Doc, row: Doc, paths: readonly string[]): Doc {
  return paths.reduce<Doc>((out, path) => {
    const value = fieldPath(row, path.split('.'));
    const same = equal(value, fieldPath(doc, path.split('.')));
    return value === undefined || same ? out : (assign(out, path.split('.'), value) as Doc);
  }, doc);
}

export function mingoStage(stage: string, operand: unknown): (docs: Iterable<Doc>) => Iterable<Doc> {
  const aggregator = new Aggregator([{ [stage]: promote(operand) }] as never, { context, scriptEnabled: true });
  const output = isDoc(operand) && isDoc(operand['output']) ? Object.keys(operand['output']) : [];
  return function* (docs) {
    const originals: Doc[] = [];
    const plain: Doc[] = [];
    let held = 0;
    for (const doc of docs) {
      held += 100 + Object.keys(doc).length * 60;
      if (held > STAGE_MEMORY) throw new CommandError(292, `${stage} exceeded memory limit of 104857600 bytes`);
      refuseInexact(doc, stage);
      plain.push({ ...(promote(doc) as Doc), [ROW]: originals.length });
      originals.push(doc);
    }
    for (const row of aggregator.stream(plain as never) as Iterable<Doc>) {
      const original = originals[toNumber(row[ROW])];
      yield original ? withOutput(original, row, output) : row;
    }
  };
}
