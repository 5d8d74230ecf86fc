/** Keeps what was used last, up to a number of entries: a map that forgets. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** A map of at most so many entries; the one that was not used for longest is forgotten first. */
export function createRecent<Value>(maximum: number): Recent<Value> {
  // A Map keeps the order in which keys were set.
  const entries = new Map<string, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > maximum) entries.delete(entries.keys().next().value!);
    },
  };
}
