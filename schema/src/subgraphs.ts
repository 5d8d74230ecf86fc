import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefinitionNode, type DocumentNode, Kind, Source, parse, visit } from 'graphql';

/** The four services whose schemas make up the graph. */
export const subgraphNames = ['catalogue', 'agencies', 'supervision', 'certification'] as const;

export type SubgraphName = (typeof subgraphNames)[number];

/** This package's folder: where the SDL stands, before and after the build. */
export const schemaFolder = fileURLToPath(new URL('..', import.meta.url));

/**
 * The schema of one service, federation directives included: its own file, preceded by what that leads to in
 * `common.graphql`. Throws a GraphQLError that names the file and line when one of the two does not parse.
 */
export function subgraphTypeDefs(name: SubgraphName): DocumentNode {
  return withShared(readSdl(`${name}.graphql`), readSdl('common.graphql'));
}

/**
 * The definitions of `own`, preceded by those of `shared` that they name, directly or through others. Directives and
 * the schema extension of `shared` are kept always: @link and @composeDirective ask for them, used or not.
 */
export function withShared(own: DocumentNode, shared: DocumentNode): DocumentNode {
  const kept = new Set(shared.definitions.filter((definition) => typeDefinedBy(definition) === undefined));
  const named = new Set([...kept, ...own.definitions].flatMap(typesNamedIn));
  // A set is walked to its end even while it grows.
  for (const name of named)
    for (const definition of shared.definitions)
      if (typeDefinedBy(definition) === name) {
        kept.add(definition);
        for (const next of typesNamedIn(definition)) named.add(next);
      }
  return {
    kind: Kind.DOCUMENT,
    definitions: [...shared.definitions.filter((definition) => kept.has(definition)), ...own.definitions],
  };
}

/** The name of the type that a definition or extension is about; undefined for directives and the schema itself. */
function typeDefinedBy(definition: DefinitionNode): string | undefined {
  return 'name' in definition && definition.kind !== Kind.DIRECTIVE_DEFINITION ? definition.name?.value : undefined;
}

function typesNamedIn(definition: DefinitionNode): readonly string[] {
  const names: string[] = [];
  visit(definition, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}

function readSdl(file: string): DocumentNode {
  return parse(new Source(readFileSync(`${schemaFolder}${file}`, 'utf8'), `schema/${file}`));
}
