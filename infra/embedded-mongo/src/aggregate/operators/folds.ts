import { type Accumulator, average, deviation, extreme, percentiles, sum } from '../accumulators.js';
import { type Operator, type Operators, operands } from './operator.js';

/** Accumulators as expressions: over the items of one array, or over several values. */
const fold =
  (make: () => Accumulator): Operator =>
  (operand, compile) => {
    const parts = operands(operand).map(compile);
    return (scope) => {
      const values = parts.map((part) => part(scope));
      const items = values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
      const state = make();
      for (const item of items) state.add(item);
      return state.result();
    };
  };

const ofInput =
  (make: (operand: unknown, compile: (expression: unknown) => unknown) => Accumulator): Operator =>
  (operand, compile) => {
    const input = compile((operand as { input?: unknown }).input);
    return (scope) => {
      const state = make(operand, (expression) => compile(expression)(scope));
      const value = input(scope);
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) state.add(item);
      return state.result();
    };
  };

export const foldOperators: Operators = {
  $sum: fold(sum),
  $avg: fold(average),
  $min: fold(() => extreme((order) => order < 0)),
  $max: fold(() => extreme((order) => order > 0)),
  $stdDevPop: fold(() => deviation(false)),
  $stdDevSamp: fold(() => deviation(true)),
  $median: ofInput((operand, constant) => percentiles('$median', operand, constant)),
  $percentile: ofInput((operand, constant) => percentiles('$percentile', operand, constant)),
};
