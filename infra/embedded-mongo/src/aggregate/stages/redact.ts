import { type Doc, entriesOf, isDoc, setField } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { createEvaluate, type Evaluate } from '../expression.js';

const ACTIONS = { KEEP: '$$KEEP', PRUNE: '$$PRUNE', DESCEND: '$$DESCEND' } as const;

/** `$redact`: keeps, leaves out or enters each document, and each document within it. */
export function compileRedact(expression: unknown, variables: Doc): (docs: Iterable<Doc>) => Iterable<Doc> {
  const evaluate = createEvaluate({ ...variables, ...ACTIONS });
  return function* (docs) {
    for (const doc of docs) {
      const kept = redact(doc, expression, evaluate);
      if (kept) yield kept;
    }
  };
}

function redact(doc: Doc, expression: unknown, evaluate: Evaluate): Doc | undefined {
  const action = evaluate(expression, doc);
  if (action === ACTIONS.KEEP) return doc;
  if (action === ACTIONS.PRUNE) return undefined;
  if (action !== ACTIONS.DESCEND)
    throw new CommandError(
      17053,
      `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE`,
    );
  const out: Doc = {};
  for (const [name, field] of entriesOf(doc)) {
    const value = enter(field, expression, evaluate);
    if (value !== undefined) setField(out, name, value);
  }
  return out;
}

function enter(value: unknown, expression: unknown, evaluate: Evaluate): unknown {
  if (Array.isArray(value))
    return value.map((item) => enter(item, expression, evaluate)).filter((item) => item !== undefined);
  return isDoc(value) ? redact(value, expression, evaluate) : value;
}
