import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DocumentNode, GraphQLError, Source, parse } from 'graphql';
import { compose } from './composition.js';
import { operationTypes } from './operation-types.js';
import { type Mappers, resolverTypes } from './resolver-types.js';
import { schemaFolder, subgraphNames, subgraphTypeDefs } from './subgraphs.js';

/*
 * Composes the subgraphs and generates the types that services and clients are written with. The two composed files are
 * checked in: without --write, a difference between them and the SDL is a fault, so that a change of the graph is seen in
 * review. Prints every fault and exits with 1.
 */
try {
  const subgraphs = Object.fromEntries(subgraphNames.map((name) => [name, subgraphTypeDefs(name)]));
  const faults = await build(subgraphs, process.argv.includes('--write'));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} catch (error) {
  // The SDL or an operation does not parse: the text of such an error shows the line.
  if (!(error instanceof GraphQLError)) throw error;
  console.error(error.toString());
  process.exitCode = 1;
}

async function build(subgraphs: Readonly<Record<string, DocumentNode>>, write: boolean): Promise<readonly string[]> {
  const result = compose(subgraphs);
  if ('faults' in result) return result.faults;
  const { supergraph, api } = result.composition;

  const composed = { 'supergraph.graphql': supergraph, 'api.graphql': api };
  const stale = Object.entries(composed).filter(([file, text]) => textOf(join(schemaFolder, file)) !== text);
  if (!write && stale.length > 0)
    return stale.map(([file]) => `schema/${file} is not what the subgraphs compose to. Run: npm run schema`);
  for (const [file, text] of stale) writeFileSync(join(schemaFolder, file), text);

  for (const [name, typeDefs] of Object.entries(subgraphs)) {
    const service = join(schemaFolder, '../services', name);
    const mappers = JSON.parse(textOf(join(service, 'mappers.json')) ?? '{}') as Mappers;
    generate(join(service, 'src/generated/resolvers.ts'), await resolverTypes(typeDefs, mappers));
  }
  generate(join(schemaFolder, 'src/generated/operations.ts'), await operationTypes(api, operationFiles()));
  return [];
}

function operationFiles(): { path: string; document: DocumentNode }[] {
  const folder = join(schemaFolder, 'operations');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.graphql')) : [];
  return files.sort().map((file) => {
    const path = join(folder, file);
    return { path, document: parse(new Source(readFileSync(path, 'utf8'), `schema/operations/${file}`)) };
  });
}

/** Leaves an equal file untouched: a new time of change would make the compiler read it again. */
function generate(path: string, content: string): void {
  if (textOf(path) === content) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
