import { StartupError } from '@shanghai/platform';
import { Kind, parse, valueFromASTUntyped } from 'graphql';

/**
 * Where the subgraphs of a supergraph answer, as its own text says: `@join__graph(name: "accounts", url: "http://...")`.
 * @throws StartupError where the text is no GraphQL
 */
export function subgraphsOf(supergraphSdl: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    definitionsIn(supergraphSdl).flatMap((node) => {
      if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') return [];
      return (node.values ?? []).flatMap(({ directives = [] }) => {
        const given = directives.find(({ name }) => name.value === 'join__graph')?.arguments ?? [];
        const text = (wanted: string): string => {
          const found = given.find(({ name }) => name.value === wanted);
          return found ? String(valueFromASTUntyped(found.value)) : '';
        };
        return [[text('name'), text('url')] as const];
      });
    }),
  );
}

function definitionsIn(supergraphSdl: string) {
  try {
    return parse(supergraphSdl, { noLocation: true }).definitions;
  } catch (error) {
    throw new StartupError('the supergraph is no GraphQL', { cause: error });
  }
}
