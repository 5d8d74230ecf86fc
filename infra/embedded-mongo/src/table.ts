/** Rows looked up by what clients send. Without a prototype: `constructor` and `__proto__` are not in it. */
export function table<T>(rows: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, rows);
}
