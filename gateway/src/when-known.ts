/**
 * Goes on with a value that may still be waited for, at once where it is there: each promise on the way of a request costs it a
 * turn and some memory. What `next` throws at once is thrown at once.
 */
export function whenKnown<Value, Next>(
  value: Value | Promise<Value>,
  next: (known: Value) => Next | Promise<Next>,
): Next | Promise<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}
