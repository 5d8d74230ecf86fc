import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SHOPS } from './graph/shop-data.js';

/** What is asked of every contender, by the name that the report has. */
export interface BenchQuery {
  readonly name: string;
  /** Its file in `queries`. */
  readonly operation: string;
  /** Of one shop: each asks for something that no other asks for. */
  readonly variablesOf: (shop: number) => Readonly<Record<string, unknown>>;
}

/** The queries, in the order of the report. */
export const benchQueries: readonly BenchQuery[] = [
  { name: 'look-up', operation: 'LookUp', variablesOf: (shop) => ({ id: `u${shop}-${shop % 6}` }) },
  { name: '3-hop', operation: 'ThreeHops', variablesOf: (shop) => ({ shop }) },
  { name: 'page', operation: 'Page', variablesOf: (shop) => ({ upc: `p${shop}-${shop % 9}` }) },
  { name: 'large', operation: 'Large', variablesOf: (shop) => ({ shop }) },
];

/** Whether answers may be kept. Off: every shop in turn. On: a few shops again and again, and whoever has a cache uses it. */
export const modes = ['off', 'on'] as const;

export type Mode = (typeof modes)[number];

/** Shops that are asked for where answers may be kept. */
const KEPT_SHOPS = 16;

/** The folder of the queries, whether it is the source that runs or what is built of it. */
export const queriesFolder = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../queries' : 'queries', import.meta.url),
);

/** The bodies of the requests for a query, as they are sent in turn. */
export function bodiesOf({ operation, variablesOf }: BenchQuery, mode: Mode): readonly string[] {
  const query = readFileSync(`${queriesFolder}/${operation}.graphql`, 'utf8');
  return Array.from({ length: mode === 'on' ? KEPT_SHOPS : SHOPS }, (_, shop) =>
    JSON.stringify({ query, variables: variablesOf(shop) }),
  );
}
