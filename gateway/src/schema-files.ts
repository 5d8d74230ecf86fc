import { fileURLToPath } from 'node:url';

/** The checked-in supergraph of the schema package. */
export function supergraphPath(): string {
  return fileURLToPath(import.meta.resolve('@shanghai/schema/supergraph.graphql'));
}

/** The folder of the schema package's named operations. */
export function operationsFolder(): string {
  return fileURLToPath(new URL('operations', import.meta.resolve('@shanghai/schema/package.json')));
}
