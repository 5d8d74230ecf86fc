import { splitPath } from '../../bson/path.js';
import { type Doc, entriesOf, isDoc, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { compileProjection } from '../../query/projection.js';
import { requireExpression, requireProjection } from '../expression.js';
import { assign, fieldPath } from '../path-expression.js';
import { type CompileStage, stageDoc } from './stage.js';

/** Stages that make another document of each. */

export const project: CompileStage = (operand, { evaluate }) => {
  const spec = stageDoc(operand, '$project');
  if (Object.keys(spec).length === 0)
    throw new CommandError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  requireProjection(spec);
  const { apply } = compileProjection(spec, evaluate, false);
  return function* (docs) {
    for (const doc of docs) yield apply(doc);
  };
};

export const unset: CompileStage = (operand, context) => {
  const names: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (names.length === 0 || !names.every((name) => typeof name === 'string'))
    throw new CommandError(31002, '$unset specification must be a string or an array');
  return project(Object.fromEntries(names.map((name) => [name, 0])), context);
};

function flatten(spec: Doc, prefix: readonly string[] = []): { path: readonly string[]; expression: unknown }[] {
  return entriesOf(spec).flatMap(([name, expression]) => {
    if (name.startsWith('$'))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    const path = [...prefix, ...splitPath(name)];
    const nested =
      isDoc(expression) && Object.keys(expression).length > 0 && Object.keys(expression)[0]?.startsWith('$') === false;
    if (nested) return flatten(expression, path);
    requireExpression(expression);
    return [{ path, expression }];
  });
}

export const addFields: CompileStage = (operand, { evaluate }) => {
  const fields = flatten(stageDoc(operand, '$addFields'));
  return function* (docs) {
    for (const doc of docs) {
      let out: Doc = doc;
      for (const { path, expression } of fields) out = assign(out, path, evaluate(expression, doc)) as Doc;
      yield out;
    }
  };
};

export const replace =
  (stage: string, expressionOf: (operand: unknown) => unknown): CompileStage =>
  (operand, { evaluate }) => {
    const expression = expressionOf(operand);
    requireExpression(expression);
    return function* (docs) {
      for (const doc of docs) {
        const root = evaluate(expression, doc);
        if (!isDoc(root))
          throw new CommandError(
            40228,
            `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(root)} (${stage})`,
          );
        yield root;
      }
    };
  };

export const unwind: CompileStage = (operand) => {
  const spec = typeof operand === 'string' ? { path: operand } : stageDoc(operand, '$unwind');
  const field = spec['path'];
  const index = spec['includeArrayIndex'];
  const preserve = spec['preserveNullAndEmptyArrays'] === true;
  if (typeof field !== 'string') throw new CommandError(28812, 'no path specified to $unwind stage');
  if (!field.startsWith('$'))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${field}`);
  const path = splitPath(field.slice(1));
  const withIndex = (doc: Doc, at: number | null): Doc =>
    typeof index === 'string' ? (assign(doc, splitPath(index), at) as Doc) : doc;
  return function* (docs) {
    for (const doc of docs) {
      const value = fieldPath(doc, path);
      if (Array.isArray(value) && value.length > 0) {
        for (let i = 0; i < value.length; i++) yield withIndex(assign(doc, path, value[i]) as Doc, i);
      } else if (Array.isArray(value) ? preserve : value === null || value === undefined ? preserve : true) {
        yield withIndex(Array.isArray(value) ? (assign(doc, path, undefined) as Doc) : doc, null);
      }
    }
  };
};
