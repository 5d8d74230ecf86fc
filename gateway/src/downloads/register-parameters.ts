import { badRequest } from '../http/refused.js';

/** What the register can be filtered by, as `PublicRegister` names it. */
const names: ReadonlySet<string> = new Set([
  ...['asOf', 'district', 'type', 'state', 'itemText', 'itemId', 'level', 'synthetic', 'changedSince'],
]);

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/**
 * The parameters of a download as the variables of the register; one that is left empty is not said. What a value may be, the
 * graph knows.
 * @throws GraphQLError BAD_REQUEST for a parameter that there is not, that is given twice, or a `synthetic` that is no truth
 */
export function registerVariables(url: string): Readonly<Record<string, string | boolean>> {
  const { searchParams } = new URL(url, 'http://localhost');
  const given = [...searchParams.keys()];
  if (given.some((name) => !names.has(name)))
    throw badRequest(`a download of the register takes ${[...names].join(', ')}`);
  if (new Set(given).size < given.length) throw badRequest('a parameter may be given once');
  return Object.fromEntries(
    [...searchParams].filter(([, value]) => value !== '').map(([name, value]) => [name, valueOf(name, value)]),
  );
}

function valueOf(name: string, value: string): string | boolean {
  if (name !== 'synthetic') return value;
  const truth = truths.get(value);
  if (truth === undefined) throw badRequest('synthetic is true or false');
  return truth;
}
