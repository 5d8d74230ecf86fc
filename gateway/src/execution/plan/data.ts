/** An object of an answer, as JSON has it. */
export type Data = Record<string, unknown>;

/** Whether a value is an object of an answer; a list is none. */
export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an object holds of its own under a name, whatever every object has by birth. */
export function own(data: Data, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

/** Puts a value into an object under any name a client may choose. */
export function put(data: Data, key: string, value: unknown): void {
  // Assigned, it would be taken for the prototype.
  if (key === '__proto__')
    Object.defineProperty(data, key, { value, configurable: true, enumerable: true, writable: true });
  else data[key] = value;
}

/** Adds to an object what another answer tells of it: objects and lists of one length are joined, anything else is replaced. */
export function merge(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    const known = own(target, key);
    if (isData(known) && isData(value)) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else put(target, key, value);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((value, at) => {
    const known = target[at];
    if (isData(known) && isData(value)) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else target[at] = value;
  });
}
