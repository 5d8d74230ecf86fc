import { Decimal128 } from 'bson';
import { calculate, doubleOf } from '../bson/arithmetic.js';
import { compare } from '../bson/compare.js';
import { describe } from '../bson/describe.js';
import { keyOf } from '../bson/key.js';
import {
  type Doc,
  entriesOf,
  isDoc,
  isInt32,
  isNumeric,
  setField,
  toNumber,
  TYPE,
  typeCode,
  typeName,
} from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { compareBySort, type SortBy } from './sort-by.js';
import type { Evaluate } from './expression.js';
import { table } from '../table.js';

/** `$group`, one document at a time: only the accumulators' states are held. */

interface Accumulator {
  add(value: unknown, doc: Doc): void;
  result(): unknown;
}

/** Makes the state of one accumulator for one group. `constant` gives operands that must not depend on the document. */
type MakeAccumulator = (
  operand: unknown,
  constant: (expression: unknown) => unknown,
  evaluate: Evaluate,
) => Accumulator;

function sum(): Accumulator {
  let total: unknown = 0;
  return {
    add(value) {
      if (typeof value === 'number' && typeof total === 'number') {
        const next = total + value;
        if (isInt32(value) && isInt32(total) && isInt32(next)) {
          total = next;
          return;
        }
      }
      if (isNumeric(value)) total = calculate(total, value, 'add');
    },
    result: () => total,
  };
}

function average(): Accumulator {
  const total = sum();
  let count = 0;
  return {
    add(value, doc) {
      if (!isNumeric(value)) return;
      count++;
      total.add(value, doc);
    },
    result() {
      if (count === 0) return null;
      const whole = total.result();
      if (typeCode(whole) === TYPE.decimal) {
        if (count === 1) return whole;
        throw refused('$avg of Decimal128');
      }
      return doubleOf(toNumber(whole) / count);
    },
  };
}

function extreme(wins: (order: number) => boolean): Accumulator {
  let best: unknown = null;
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (best === null || wins(compare(value, best))) best = value;
    },
    result: () => best,
  };
}

function first(): Accumulator {
  let value: unknown;
  let seen = false;
  return {
    add(next) {
      if (!seen) value = next ?? null;
      seen = true;
    },
    result: () => value ?? null,
  };
}

function last(): Accumulator {
  let value: unknown = null;
  return {
    add: (next) => (value = next ?? null),
    result: () => value,
  };
}

function push(): Accumulator {
  const items: unknown[] = [];
  return {
    add(value) {
      if (value !== undefined) items.push(value);
    },
    result: () => items,
  };
}

function addToSet(): Accumulator {
  const items = new Map<string, unknown>();
  return {
    add(value) {
      if (value !== undefined) items.set(keyOf(value).toString('latin1'), value);
    },
    result: () => [...items.values()],
  };
}

function mergeObjects(): Accumulator {
  let merged: Doc = {};
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (!isDoc(value))
        throw new CommandError(
          40400,
          `$mergeObjects requires object inputs, but input ${describe(value)} is of type ${typeName(value)}`,
        );
      merged = { ...merged, ...value };
    },
    result: () => merged,
  };
}

function deviation(sample: boolean): Accumulator {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      if (value instanceof Decimal128) throw refused('$stdDevPop and $stdDevSamp of Decimal128');
      const number = toNumber(value);
      count++;
      const delta = number - mean;
      mean += delta / count;
      squares += delta * (number - mean);
    },
    result() {
      const divisor = sample ? count - 1 : count;
      return divisor > 0 ? doubleOf(Math.sqrt(squares / divisor)) : null;
    },
  };
}

function count(): Accumulator {
  let documents = 0;
  return {
    add() {
      documents++;
    },
    result: () => documents,
  };
}

/** `$firstN`, `$lastN`, `$minN`, `$maxN`: `{ input, n }`. */
function several(pick: (items: unknown[], n: number) => unknown[], skipNull: boolean): MakeAccumulator {
  return (operand, constant, evaluate) => {
    const { input, n } = operand as Doc;
    const items: unknown[] = [];
    return {
      add(_value, doc) {
        const value = evaluate(input, doc) ?? null;
        if (!skipNull || value !== null) items.push(value);
      },
      result: () => pick(items, toNumber(constant(n))),
    };
  };
}

/** `$top`, `$bottom`, `$topN`, `$bottomN`: `{ sortBy, output, n? }`. */
function ranked(fromEnd: boolean, many: boolean): MakeAccumulator {
  return (operand, constant, evaluate) => {
    const { sortBy, output, n } = operand as Doc & { sortBy: SortBy };
    const rows: { doc: Doc; value: unknown }[] = [];
    const order = compareBySort(sortBy);
    return {
      add: (_value, doc) => void rows.push({ doc, value: evaluate(output, doc) ?? null }),
      result() {
        const sorted = [...rows].sort((a, b) => order(a.doc, b.doc)).map((row) => row.value);
        if (!many) return fromEnd ? sorted[sorted.length - 1] : sorted[0];
        const wanted = toNumber(constant(n));
        return fromEnd ? sorted.slice(-wanted) : sorted.slice(0, wanted);
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
  $firstN: several((items, n) => items.slice(0, n), false),
  $lastN: several((items, n) => items.slice(-n), false),
  $minN: several((items, n) => [...items].sort(compare).slice(0, n), true),
  $maxN: several((items, n) => [...items].sort((a, b) => compare(b, a)).slice(0, n), true),
  $top: ranked(false, false),
  $bottom: ranked(true, false),
  $topN: ranked(false, true),
  $bottomN: ranked(true, true),
});

interface Field {
  readonly name: string;
  readonly operator: string;
  readonly operand: unknown;
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
      return { name, operator, operand: accumulator[operator], make };
    });
}

/** @throws CommandError 15955 without `_id` */
export function compileGroup(spec: unknown, evaluate: Evaluate): (docs: Iterable<Doc>) => Iterable<Doc> {
  if (!isDoc(spec)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id');
  const fields = parseFields(spec);
  const constant = (expression: unknown): unknown => evaluate(expression, {});
  return function* (docs) {
    const groups = new Map<string, { id: unknown; states: Accumulator[] }>();
    for (const doc of docs) {
      const id = evaluate(spec['_id'], doc) ?? null;
      const key = keyOf(id).toString('latin1');
      let group = groups.get(key);
      if (!group) {
        group = { id, states: fields.map((field) => field.make(field.operand, constant, evaluate)) };
        groups.set(key, group);
      }
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i] as Field;
        (group.states[i] as Accumulator).add(
          OWN_INPUT.has(field.operator) ? undefined : evaluate(field.operand, doc),
          doc,
        );
      }
    }
    for (const { id, states } of groups.values()) {
      const out: Doc = { _id: id };
      fields.forEach((field, i) => setField(out, field.name, (states[i] as Accumulator).result()));
      yield out;
    }
  };
}

/** These evaluate parts of their operand themselves. */
const OWN_INPUT = new Set(['$count', '$firstN', '$lastN', '$minN', '$maxN', '$top', '$bottom', '$topN', '$bottomN']);
