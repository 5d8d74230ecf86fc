import { compare } from '../../bson/compare.js';
import { isDoc, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { isTrue } from '../../query/match.js';
import {
  bind,
  type Compile,
  type Compiled,
  isNil,
  type Operator,
  type Operators,
  operands,
  type Scope,
  values,
} from './operator.js';

/** Comparison, truth and choice; only what decides is evaluated. */

const comparing = (answer: (order: number) => unknown): Operator => values(2, 2, ([a, b]) => answer(compare(a, b)));

const connective =
  (stopsAt: boolean): Operator =>
  (operand, compile) => {
    const parts = operands(operand).map(compile);
    return (scope) => (parts.some((part) => isTrue(part(scope)) === stopsAt) ? stopsAt : !stopsAt);
  };

const cond: Operator = (operand, compile) => {
  let parts = operands(operand);
  if (isDoc(operand)) {
    for (const name of Object.keys(operand))
      if (!['if', 'then', 'else'].includes(name))
        throw new CommandError(17083, `Unrecognized parameter to $cond: ${name}`);
    for (const [i, name] of ['if', 'then', 'else'].entries())
      if (!(name in operand)) throw new CommandError(17080 + i, `Missing '${name}' parameter to $cond`);
    parts = [operand['if'], operand['then'], operand['else']];
  }
  if (parts.length !== 3)
    throw new CommandError(16020, `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`);
  const [test, yes, no] = parts.map(compile) as [Compiled, Compiled, Compiled];
  return (scope) => (isTrue(test(scope)) ? yes(scope) : no(scope));
};

const ifNull: Operator = (operand, compile) => {
  const parts = operands(operand).map(compile);
  if (parts.length < 2) throw new CommandError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`);
  return (scope) => {
    let value: unknown;
    for (const part of parts) {
      value = part(scope);
      if (!isNil(value)) return value;
    }
    return value;
  };
};

function branchOf(branch: unknown, compile: Compile): { test: Compiled; then: Compiled } {
  if (!isDoc(branch))
    throw new CommandError(40062, `$switch requires each branch to be an object, found: ${typeName(branch)}`);
  for (const name of Object.keys(branch))
    if (name !== 'case' && name !== 'then')
      throw new CommandError(40063, `$switch found an unknown argument to a branch: ${name}`);
  if (!('case' in branch)) throw new CommandError(40064, "$switch requires each branch have a 'case' expression");
  if (!('then' in branch)) throw new CommandError(40065, "$switch requires each branch have a 'then' expression.");
  return { test: compile(branch['case']), then: compile(branch['then']) };
}

const choose: Operator = (operand, compile) => {
  if (!isDoc(operand))
    throw new CommandError(40060, `$switch requires an object as an argument, found: ${typeName(operand)}`);
  for (const name of Object.keys(operand))
    if (name !== 'branches' && name !== 'default')
      throw new CommandError(40067, `$switch found an unknown argument: ${name}`);
  const list = operand['branches'] ?? [];
  if (!Array.isArray(list))
    throw new CommandError(40061, `$switch expected an array for 'branches', found: ${typeName(list)}`);
  if (list.length === 0) throw new CommandError(40068, '$switch requires at least one branch.');
  const branches = list.map((branch) => branchOf(branch, compile));
  const fallback = 'default' in operand ? compile(operand['default']) : undefined;
  return (scope) => {
    const chosen = branches.find(({ test }) => isTrue(test(scope)))?.then ?? fallback;
    if (!chosen)
      throw new CommandError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return chosen(scope);
  };
};

/** @throws CommandError 16866 or 16867 for a name that users may not bind */
export function requireVariableName(name: string): void {
  if (name === '') throw new CommandError(16866, 'empty variable names are not allowed');
  if (name !== 'CURRENT' && !/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name))
    throw new CommandError(16867, `'${name}' starts with an invalid character for a user variable name`);
}

const letIn: Operator = (operand, compile) => {
  if (!isDoc(operand)) throw new CommandError(16874, '$let only supports an object as its argument');
  for (const name of Object.keys(operand))
    if (name !== 'vars' && name !== 'in') throw new CommandError(16875, `Unrecognized parameter to $let: ${name}`);
  const { vars } = operand;
  if (!isDoc(vars)) throw new CommandError(16876, "Missing 'vars' parameter to $let");
  if (!('in' in operand)) throw new CommandError(16877, "Missing 'in' parameter to $let");
  Object.keys(vars).forEach(requireVariableName);
  const bindings = Object.entries(vars).map(([name, expression]) => ({ name, value: compile(expression) }));
  const body = compile(operand['in']);
  return (scope) => body(bindings.reduce<Scope>((inner, { name, value }) => bind(inner, name, value(scope)), scope));
};

export const logicOperators: Operators = {
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $cmp: comparing((order) => Math.sign(order)),
  $and: connective(false),
  $or: connective(true),
  $not: values(1, 1, ([value]) => !isTrue(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: choose,
  $let: letIn,
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
};
