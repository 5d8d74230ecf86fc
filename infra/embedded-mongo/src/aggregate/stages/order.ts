import { decode, encode } from '../../bson/decode.js';
import { type Doc, isNumeric, toNumber, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { createMatcher } from '../../query/match.js';
import { parseSort, sortKey } from '../../query/sort.js';
import { type CompileStage, STAGE_MEMORY, stageDoc } from './stage.js';

/** Stages that choose, order and count documents and leave them as they are. */

export const match: CompileStage = (operand, { evaluate }) => {
  const { test } = createMatcher(stageDoc(operand, '$match'), evaluate);
  return function* (docs) {
    for (const doc of docs) if (test(doc)) yield doc;
  };
};

export const sort: CompileStage = (operand) => {
  const fields = parseSort(stageDoc(operand, '$sort'));
  if (fields.length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  return function* (docs) {
    const rows: { key: string; bytes: Buffer }[] = [];
    let held = 0;
    for (const doc of docs) {
      const row = { key: sortKey(doc, fields).toString('latin1'), bytes: encode(doc) };
      held += row.bytes.length + row.key.length;
      if (held > STAGE_MEMORY)
        throw new CommandError(
          292,
          'Sort exceeded memory limit of 104857600 bytes, and embedded-mongo does not spill to disk. Give it an index, or set MONGODB_URI to use a real MongoDB',
        );
      rows.push(row);
    }
    rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const row of rows) yield decode(row.bytes);
  };
};

const whole = (operand: unknown, stage: string, code: number): number => {
  const number = toNumber(operand);
  if (!isNumeric(operand) || !Number.isInteger(number))
    throw new CommandError(
      code,
      `invalid argument to ${stage} stage: Expected an integer: ${stage}: ${typeName(operand)}`,
    );
  if (number < 0)
    throw new CommandError(
      code,
      `invalid argument to ${stage} stage: Expected a non-negative number in: ${stage}: ${number}`,
    );
  return number;
};

export const limit: CompileStage = (operand) => {
  const most = whole(operand, '$limit', 5107201);
  if (most === 0) throw new CommandError(15958, 'the limit must be positive');
  return function* (docs) {
    let taken = 0;
    for (const doc of docs) {
      yield doc;
      if (++taken >= most) return;
    }
  };
};

export const skip: CompileStage = (operand) => {
  const least = whole(operand, '$skip', 5107200);
  return function* (docs) {
    let passed = 0;
    for (const doc of docs) if (passed++ >= least) yield doc;
  };
};

export const count: CompileStage = (operand) => {
  if (typeof operand !== 'string' || operand === '')
    throw new CommandError(40156, 'the count field must be a non-empty string');
  return function* (docs) {
    let documents = 0;
    const iterator = docs[Symbol.iterator]();
    while (iterator.next().done !== true) documents++;
    if (documents > 0) yield { [operand]: documents };
  };
};

export const sample: CompileStage = (operand) => {
  const size = toNumber(stageDoc(operand, '$sample')['size']);
  if (!Number.isInteger(size) || size < 0)
    throw new CommandError(28747, 'size argument to $sample must be a non-negative integer');
  return function* (docs) {
    // Reservoir sampling: every document has the same chance, and only `size` of them are held.
    const kept: Doc[] = [];
    let seen = 0;
    for (const doc of docs) {
      seen++;
      if (kept.length < size) kept.push(doc);
      else {
        const at = Math.floor(Math.random() * seen);
        if (at < size) kept[at] = doc;
      }
    }
    for (let i = kept.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [kept[i], kept[j]] = [kept[j] as Doc, kept[i] as Doc];
    }
    yield* kept;
  };
};
