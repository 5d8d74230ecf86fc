import { compare } from '../../bson/compare.js';
import { keyOf } from '../../bson/key.js';
import { CommandError } from '../../errors.js';
import { isTrue } from '../../query/match.js';
import { arrayOf } from './arrays.js';
import { isNil, type Operator, type Operators, several, single } from './operator.js';

const text = (value: unknown): string => keyOf(value).toString('latin1');

/** Items by their BSON equality, each once. */
function distinct(items: readonly unknown[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const item of items) if (!found.has(text(item))) found.set(text(item), item);
  return found;
}

type Sets = readonly Map<string, unknown>[];
const none = new Map<string, unknown>();
const members = (set: Map<string, unknown>): unknown[] => [...set.values()].sort(compare);

const sets = (codes: readonly number[], nullable: boolean, combine: (all: Sets) => unknown): Operator =>
  several((all, name) => {
    if (nullable && all.some(isNil)) return null;
    return combine(all.map((list, i) => distinct(arrayOf(list, name, codes[Math.min(i, codes.length - 1)] as number))));
  });

const pairOfSets =
  (operator: Operator): Operator =>
  (operand, compile, name) => {
    if (!Array.isArray(operand) || operand.length !== 2)
      throw new CommandError(16020, `Expression ${name} takes exactly 2 arguments.`);
    return operator(operand, compile, name);
  };

export const setOperators: Operators = {
  $setUnion: sets([17043], true, (all) => members(distinct(all.flatMap((set) => [...set.values()])))),
  $setIntersection: sets([17047], true, ([first = none, ...rest]) =>
    members(new Map([...first].filter(([key]) => rest.every((set) => set.has(key))))),
  ),
  $setDifference: pairOfSets(
    sets([17048, 17049], true, ([a = none, b = none]) =>
      [...a].filter(([key]) => !b.has(key)).map(([, value]) => value),
    ),
  ),
  $setEquals: sets([17044], false, ([first = none, ...rest]) =>
    rest.every((set) => set.size === first.size && [...set.keys()].every((key) => first.has(key))),
  ),
  $setIsSubset: pairOfSets(
    sets([17046, 17042], false, ([a = none, b = none]) => [...a.keys()].every((key) => b.has(key))),
  ),
  $allElementsTrue: single((list, name) => arrayOf(list, name, 17040).every(isTrue)),
  $anyElementTrue: single((list, name) => arrayOf(list, name, 17041).some(isTrue)),
};
