import { compare } from '../../bson/compare.js';
import { type Doc, isDoc, isNumeric, toNumber, typeName } from '../../bson/value.js';
import { CommandError, refused } from '../../errors.js';
import { type Evaluate, requireExpression } from '../expression.js';
import { compileGroup } from './group.js';

interface Row {
  readonly doc: Doc;
  readonly value: unknown;
}

/** `$bucketAuto`: groups of about equal size, in the order of `groupBy`; equal values stay together. */
export function compileBucketAuto(spec: unknown, evaluate: Evaluate): (docs: Iterable<Doc>) => Iterable<Doc> {
  if (!isDoc(spec))
    throw new CommandError(40240, `The argument to $bucketAuto must be an object, but found ${typeName(spec)}`);
  const { groupBy, buckets, output, granularity } = spec;
  if (granularity !== undefined) throw refused('the granularity of $bucketAuto');
  if (groupBy === undefined || buckets === undefined)
    throw new CommandError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  const most = toNumber(buckets);
  if (!isNumeric(buckets) || !Number.isInteger(most))
    throw new CommandError(40241, "The $bucketAuto 'buckets' field must be a whole number");
  if (most < 1) throw new CommandError(40243, "The $bucketAuto 'buckets' field must be greater than 0");
  requireExpression(groupBy);
  const group = compileGroup({ _id: null, ...(isDoc(output) ? output : { count: { $sum: 1 } }) }, evaluate);
  return function* (docs) {
    const rows: Row[] = [...docs].map((doc) => ({ doc, value: evaluate(groupBy, doc) ?? null }));
    rows.sort((a, b) => compare(a.value, b.value));
    const size = Math.max(1, Math.round(rows.length / most));
    for (let start = 0, made = 1; start < rows.length; made++) {
      let end = made === most ? rows.length : Math.min(rows.length, start + size);
      while (end < rows.length && compare(rows[end]?.value, rows[end - 1]?.value) === 0) end++;
      const [result] = group(rows.slice(start, end).map((row) => row.doc));
      const max = (rows[end] ?? rows[end - 1])?.value;
      yield { ...result, _id: { min: rows[start]?.value, max } };
      start = end;
    }
  };
}
