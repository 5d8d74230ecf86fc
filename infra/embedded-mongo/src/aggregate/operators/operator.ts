import { isDoc, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';

/** What an expression is evaluated over. Values have their BSON types throughout; undefined is a missing field. */
export interface Scope {
  readonly root: unknown;
  readonly variables: Binding | undefined;
  readonly now: Date;
}

/** One variable and those bound outside of it. */
export interface Binding {
  readonly name: string;
  readonly value: unknown;
  readonly outer: Binding | undefined;
}

export type Compiled = (scope: Scope) => unknown;
export type Compile = (expression: unknown) => Compiled;

/** Makes the evaluation of one use of an operator; throws for what is wrong whatever the document. */
export type Operator = (operand: unknown, compile: Compile, name: string) => Compiled;
export type Operators = Readonly<Record<string, Operator>>;

export const isNil = (value: unknown): value is null | undefined => value === null || value === undefined;

export function bind(scope: Scope, name: string, value: unknown): Scope {
  return { ...scope, variables: { name, value, outer: scope.variables } };
}

/** The operands of an operator: an array, or one operand alone. */
export const operands = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

/** An operator of `least` to `most` values. @throws CommandError 16020 for another number, 28667 outside a range of them */
export function values(
  least: number,
  most: number,
  apply: (values: unknown[], name: string, scope: Scope) => unknown,
): Operator {
  return (operand, compile, name) => {
    const given = operands(operand);
    if (given.length < least || given.length > most) {
      throw least === most
        ? new CommandError(
            16020,
            `Expression ${name} takes exactly ${least} arguments. ${given.length} were passed in.`,
          )
        : new CommandError(
            28667,
            `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${given.length} were passed in.`,
          );
    }
    const parts = given.map(compile);
    return (scope) =>
      apply(
        parts.map((part) => part(scope)),
        name,
        scope,
      );
  };
}

/** An operator of one value. */
export const single = (apply: (value: unknown, name: string) => unknown): Operator =>
  values(1, 1, ([value], name) => apply(value, name));

/** An operator of any number of values. */
export const several = (apply: (values: unknown[], name: string) => unknown): Operator => values(0, Infinity, apply);

export type Named = Readonly<Record<string, Compiled>>;

/**
 * An operator of named operands.
 * @throws CommandError 40415 for an unknown name, 40414 for a missing one
 */
export function named(
  required: readonly string[],
  optional: readonly string[],
  apply: (given: Named, name: string) => Compiled,
): Operator {
  return (operand, compile, name) => {
    if (!isDoc(operand))
      throw new CommandError(9, `${name} only supports an object as its argument, found: ${typeName(operand)}`);
    for (const field of Object.keys(operand))
      if (!required.includes(field) && !optional.includes(field))
        throw new CommandError(40415, `${name} found an unknown argument: ${field}`);
    for (const field of required)
      if (!(field in operand)) throw new CommandError(40414, `${name} requires '${field}' to be specified`);
    return apply(Object.fromEntries(Object.entries(operand).map(([field, part]) => [field, compile(part)])), name);
  };
}
