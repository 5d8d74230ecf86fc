import { compare } from '../../bson/compare.js';
import { keyOf } from '../../bson/key.js';
import { type Doc, entriesOf, isDoc, isNumeric, setField, toNumber, typeName } from '../../bson/value.js';
import { CommandError, refused } from '../../errors.js';
import { compareBySort, type SortBy } from './sort-by.js';
import {
  addToSet,
  average,
  count,
  deviation,
  extreme,
  first,
  last,
  mergeObjects,
  percentiles,
  push,
  sum,
} from '../accumulators.js';
import { type Evaluate, requireExpression } from '../expression.js';
import { table } from '../../table.js';

/** `$group`, one document at a time: only the accumulators' states are held. */

/** The state of an accumulator that may order by the document. */
interface GroupAccumulator {
  add(value: unknown, doc: Doc): void;
  result(): unknown;
}

/** Makes the state of one accumulator for one group. `constant` gives operands that must not depend on the document. */
type MakeAccumulator = (operand: unknown, constant: (expression: unknown) => unknown) => GroupAccumulator;

const PICKS = {
  $firstN: (items: unknown[], n: number) => items.slice(0, n),
  $lastN: (items: unknown[], n: number) => items.slice(-n),
  $minN: (items: unknown[], n: number) => items.sort(compare).slice(0, n),
  $maxN: (items: unknown[], n: number) => items.sort((a, b) => compare(b, a)).slice(0, n),
};

/** @throws CommandError 5787902 or 5787908 when `n` is not a positive whole number */
function countOf(n: unknown, name: string): number {
  const number = toNumber(n);
  if (!isNumeric(n) || !Number.isInteger(number))
    throw new CommandError(5787902, `Value for 'n' must be of integral type, but found ${typeName(n)} (${name})`);
  if (number < 1) throw new CommandError(5787908, `'n' must be greater than 0, found ${number}`);
  return number;
}

function requireOperands(operand: unknown, name: string, known: readonly string[]): Doc {
  if (!isDoc(operand)) throw new CommandError(5788001, `specification must be an object; found ${name}`);
  for (const field of Object.keys(operand))
    if (!known.includes(field)) throw new CommandError(5787901, `Unknown argument for '${name}' operator: ${field}`);
  for (const field of known)
    if (!(field in operand)) throw new CommandError(5788003, `Missing value for '${field}' (${name})`);
  return operand;
}

/** `{ input, n }` */
function several(name: keyof typeof PICKS): MakeAccumulator {
  const nulls = name === '$firstN' || name === '$lastN';
  return (operand, constant) => {
    const n = countOf(constant(requireOperands(operand, name, ['input', 'n'])['n']), name);
    const items: unknown[] = [];
    return {
      add(value) {
        if (name === '$firstN' && items.length >= n) return;
        if (nulls || (value !== null && value !== undefined)) items.push(value ?? null);
        if (name === '$lastN' && items.length > n) items.shift();
      },
      result: () => PICKS[name]([...items], n),
    };
  };
}

/** `$top`, `$bottom`, `$topN`, `$bottomN`: `{ sortBy, output, n? }`. */
function ranked(name: string): MakeAccumulator {
  const many = name.endsWith('N');
  const fromEnd = name.startsWith('$bottom');
  return (operand, constant) => {
    const spec = requireOperands(operand, name, ['sortBy', 'output', ...(many ? ['n'] : [])]);
    const n = many ? countOf(constant(spec['n']), name) : 1;
    const rows: { doc: Doc; value: unknown }[] = [];
    const order = compareBySort(spec['sortBy'] as SortBy);
    return {
      add: (value, doc) => void rows.push({ doc, value: value ?? null }),
      result() {
        const sorted = [...rows].sort((a, b) => order(a.doc, b.doc)).map((row) => row.value);
        const found = fromEnd ? sorted.slice(-n) : sorted.slice(0, n);
        return many ? found : (found[0] ?? null);
      },
    };
  };
}

const ACCUMULATORS = table<MakeAccumulator>({
  $sum: sum,
  $avg: average,
  $min: () => extreme((order) => order < 0),
  $max: () => extreme((order) => order > 0),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $stdDevPop: () => deviation(false),
  $stdDevSamp: () => deviation(true),
  $count: count,
  $median: (operand, constant) => percentiles('$median', operand, constant),
  $percentile: (operand, constant) => percentiles('$percentile', operand, constant),
  $firstN: several('$firstN'),
  $lastN: several('$lastN'),
  $minN: several('$minN'),
  $maxN: several('$maxN'),
  $top: ranked('$top'),
  $bottom: ranked('$bottom'),
  $topN: ranked('$topN'),
  $bottomN: ranked('$bottomN'),
});

/** The expression that gives an accumulator its values. */
function inputOf(operator: string, operand: unknown): unknown {
  if (operator === '$count') return null;
  if (!isDoc(operand)) return operand;
  if (operator.startsWith('$top') || operator.startsWith('$bottom')) return operand['output'];
  return /^\$(median|percentile|(first|last|min|max)N)$/.test(operator) ? operand['input'] : operand;
}

interface Field {
  readonly name: string;
  readonly operand: unknown;
  readonly input: unknown;
  readonly make: MakeAccumulator;
}

function parseFields(spec: Doc): Field[] {
  return entriesOf(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, accumulator]) => {
      if (!isDoc(accumulator)) throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
      const operators = Object.keys(accumulator);
      const [operator = ''] = operators;
      if (operators.length !== 1) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
      if (operator === '$accumulator') throw refused('$accumulator (server-side JavaScript)');
      if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
      const make = ACCUMULATORS[operator];
      if (!make) throw new CommandError(15952, `unknown group operator '${operator}'`);
      const operand = accumulator[operator];
      const input = inputOf(operator, operand);
      requireExpression(input);
      return { name, operand, input, make };
    });
}

/** @throws CommandError 15955 without `_id` */
export function compileGroup(spec: unknown, evaluate: Evaluate): (docs: Iterable<Doc>) => Iterable<Doc> {
  if (!isDoc(spec)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id');
  const fields = parseFields(spec);
  requireExpression(spec['_id']);
  const constant = (expression: unknown): unknown => evaluate(expression, {});
  return function* (docs) {
    const groups = new Map<string, { id: unknown; states: GroupAccumulator[] }>();
    for (const doc of docs) {
      const id = evaluate(spec['_id'], doc) ?? null;
      const key = keyOf(id).toString('latin1');
      let group = groups.get(key);
      if (!group) {
        group = { id, states: fields.map((field) => field.make(field.operand, constant)) };
        groups.set(key, group);
      }
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i] as Field;
        (group.states[i] as GroupAccumulator).add(evaluate(field.input, doc), doc);
      }
    }
    for (const { id, states } of groups.values()) {
      const out: Doc = { _id: id };
      fields.forEach((field, i) => setField(out, field.name, (states[i] as GroupAccumulator).result()));
      yield out;
    }
  };
}
