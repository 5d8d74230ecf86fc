import { compare } from '../../bson/compare.js';
import { isDoc, isNumeric, toNumber, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { isTrue } from '../../query/match.js';
import { parseSort, sortKey } from '../../query/sort.js';
import { requireVariableName } from './logic.js';
import {
  bind,
  type Compiled,
  isNil,
  named,
  type Operator,
  type Operators,
  several,
  single,
  values,
} from './operator.js';

/** @throws CommandError with the code for what is neither an array nor null */
export function arrayOf(value: unknown, name: string, code: number): unknown[] {
  if (!Array.isArray(value)) throw new CommandError(code, `${name} requires an array, found: ${typeName(value)}`);
  return value as unknown[];
}

function wholeOf(value: unknown, name: string, code: number): number {
  const number = toNumber(value);
  if (!isNumeric(value) || !Number.isInteger(number))
    throw new CommandError(code, `${name} requires an integer, found: ${typeName(value)}`);
  return number;
}

function elementAt(list: unknown, position: unknown, name: string): unknown {
  if (isNil(list) || isNil(position)) return null;
  const items = arrayOf(list, name, 28689);
  const at = wholeOf(position, name, isNumeric(position) ? 28691 : 28690);
  return at < 0 ? items[items.length + at] : items[at];
}

function slice([list, first, second]: unknown[], name: string): unknown {
  if (isNil(list) || first === null || second === null) return null;
  const items = arrayOf(list, name, 28724);
  const start = wholeOf(first, name, isNumeric(first) ? 28726 : 28725);
  if (second === undefined) return start < 0 ? items.slice(start) : items.slice(0, start);
  const count = wholeOf(second, name, isNumeric(second) ? 28728 : 28727);
  if (count <= 0) throw new CommandError(28729, `Third argument to ${name} must be positive: ${count}`);
  const from = start < 0 ? Math.max(0, items.length + start) : start;
  return items.slice(from, from + count);
}

function range([from, to, by]: unknown[], name: string): unknown {
  const start = wholeOf(from, name, 34443);
  const end = wholeOf(to, name, 34445);
  const step = by === undefined ? 1 : wholeOf(by, name, 34447);
  if (step === 0) throw new CommandError(34449, '$range requires a non-zero step value');
  const items: number[] = [];
  for (let n = start; step > 0 ? n < end : n > end; n += step) items.push(n);
  return items;
}

function indexOf([list, wanted, first, last]: unknown[], name: string): unknown {
  if (isNil(list)) return null;
  const items = arrayOf(list, name, 40090);
  const start = first === undefined ? 0 : wholeOf(first, name, 40096);
  const end = last === undefined ? items.length : wholeOf(last, name, 40096);
  if (start < 0 || end < 0) throw new CommandError(40097, `${name} requires nonnegative indexes`);
  for (let i = start; i < Math.min(end, items.length); i++) if (compare(items[i], wanted) === 0) return i;
  return -1;
}

function variableName(operand: unknown): string {
  const name = isDoc(operand) && operand['as'] !== undefined ? operand['as'] : 'this';
  requireVariableName(typeof name === 'string' ? name : '');
  return name as string;
}

/** `$map` and `$filter`: the operand named by `as` is a name, not an expression. */
const overItems =
  (
    code: number,
    required: readonly string[],
    optional: readonly string[],
    run: (items: unknown[], bound: (item: unknown) => unknown, limit: unknown) => unknown,
  ): Operator =>
  (operand, compile, name) => {
    const as = variableName(operand);
    const { as: _, ...rest } = isDoc(operand) ? operand : {};
    return named(['input', ...required], optional, (given) => (scope) => {
      const list = (given['input'] as Compiled)(scope);
      if (isNil(list)) return null;
      const body = given[required[0] as string] as Compiled;
      return run(arrayOf(list, name, code), (item) => body(bind(scope, as, item)), given['limit']?.(scope));
    })(isDoc(operand) ? rest : operand, compile, name);
  };

function filtered(items: unknown[], keep: (item: unknown) => unknown, limit: unknown): unknown {
  if (isNil(limit)) return items.filter((item) => isTrue(keep(item)));
  const most = wholeOf(limit, '$filter', 327391);
  if (most < 1) throw new CommandError(327392, `$filter: 'limit' must be greater than 0, found: ${most}`);
  const found: unknown[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    if (isTrue(keep(item))) found.push(item);
  }
  return found;
}

const reduce = named(['input', 'initialValue', 'in'], [], (given, name) => (scope) => {
  const list = (given['input'] as Compiled)(scope);
  if (isNil(list)) return null;
  return arrayOf(list, name, 40080).reduce(
    (value, item) => (given['in'] as Compiled)(bind(bind(scope, 'value', value), 'this', item)),
    (given['initialValue'] as Compiled)(scope),
  );
});

const zip = named(['inputs'], ['useLongestLength', 'defaults'], (given, name) => (scope) => {
  const inputs = arrayOf((given['inputs'] as Compiled)(scope), name, 34461);
  if (inputs.length === 0) throw new CommandError(34465, '$zip requires at least one input array');
  if (inputs.some(isNil)) return null;
  const lists = inputs.map((list) => arrayOf(list, name, 34468));
  const longest = given['useLongestLength']?.(scope) === true;
  const defaults = given['defaults']?.(scope);
  if (!isNil(defaults) && !longest)
    throw new CommandError(34466, 'cannot specify defaults unless useLongestLength is true');
  const fill = isNil(defaults) ? [] : arrayOf(defaults, name, 34462);
  if (!isNil(defaults) && fill.length !== lists.length)
    throw new CommandError(34467, 'defaults and inputs must have the same length');
  const lengths = lists.map((list) => list.length);
  const length = longest ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, at) => lists.map((list, i) => (at < list.length ? list[at] : fill[i]) ?? null));
});

const sortArray: Operator = (operand, compile, name) => {
  if (!isDoc(operand) || !('input' in operand) || !('sortBy' in operand))
    throw new CommandError(2942502, "$sortArray requires 'input' and 'sortBy' to be specified");
  const input = compile(operand['input']);
  const by = operand['sortBy'];
  const fields = isDoc(by) ? parseSort(by) : [];
  if (!isDoc(by) && Math.abs(toNumber(by)) !== 1)
    throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return (scope) => {
    const list = input(scope);
    if (isNil(list)) return null;
    const items = arrayOf(list, name, 2942504);
    if (!isDoc(by)) return [...items].sort((a, b) => compare(a, b) * toNumber(by));
    const keyed = items.map((item) => ({ item, key: sortKey(isDoc(item) ? item : {}, fields) }));
    return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item);
  };
};

/** `$firstN`, `$lastN`, `$maxN` and `$minN` of an array. */
const some = (pick: (items: unknown[], n: number) => unknown[]): Operator =>
  named(['input', 'n'], [], (given, name) => (scope) => {
    const n = wholeOf((given['n'] as Compiled)(scope), `the 'n' of ${name}`, 5787902);
    if (n < 1) throw new CommandError(5787908, `'n' must be greater than 0, found ${n}`);
    return pick(arrayOf((given['input'] as Compiled)(scope), name, 5788200), n);
  });

const present = (items: unknown[]): unknown[] => items.filter((item) => !isNil(item));

export const arrayOperators: Operators = {
  $arrayElemAt: values(2, 2, ([list, at], name) => elementAt(list, at, name)),
  $first: single((list, name) => elementAt(list, 0, name)),
  $last: single((list, name) => elementAt(list, -1, name)),
  $slice: values(2, 3, slice),
  $concatArrays: several((all, name) => (all.some(isNil) ? null : all.flatMap((list) => arrayOf(list, name, 28664)))),
  $size: single((list) => {
    if (!Array.isArray(list))
      throw new CommandError(17124, `The argument to $size must be an array, but was of type: ${typeName(list)}`);
    return list.length;
  }),
  $isArray: single((value) => Array.isArray(value)),
  $reverseArray: single((list, name) => (isNil(list) ? null : [...arrayOf(list, name, 34435)].reverse())),
  $range: values(2, 3, range),
  $in: values(2, 2, ([value, list]) => {
    if (!Array.isArray(list))
      throw new CommandError(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some((item) => compare(item, value) === 0);
  }),
  $indexOfArray: values(2, 4, indexOf),
  $map: overItems(16883, ['in'], [], (items, apply) => items.map((item) => apply(item) ?? null)),
  $filter: overItems(28651, ['cond'], ['limit'], filtered),
  $reduce: reduce,
  $zip: zip,
  $sortArray: sortArray,
  $firstN: some((items, n) => items.slice(0, n)),
  $lastN: some((items, n) => items.slice(-n)),
  $minN: some((items, n) => present(items).sort(compare).slice(0, n)),
  $maxN: some((items, n) =>
    present(items)
      .sort((a, b) => compare(b, a))
      .slice(0, n),
  ),
};
