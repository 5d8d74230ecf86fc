/**
 * The value of a `server-timing` header that carries counts, not times: how many calls and commands an answer cost. It is how
 * budgets are held to, in one process as in several.
 */
export function serverTiming(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name};desc="${count}"`)
    .join(', ');
}

/** Reads one count of such a header; 0 when it is not there. */
export function readServerTiming(header: string | null | undefined, name: string): number {
  const found = (header ?? '').split(',').find((entry) => entry.trim().startsWith(`${name};`));
  return Number(/desc="(\d+)"/.exec(found ?? '')?.[1] ?? 0);
}
