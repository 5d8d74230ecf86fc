import { fileURLToPath } from 'node:url';

/** What npm says to a script that it runs: where it was called from, and of which package the script is. */
export interface NpmVariables {
  readonly INIT_CWD?: string | undefined;
  readonly npm_package_json?: string | undefined;
}

const own = fileURLToPath(new URL('../../../package.json', import.meta.url));

/**
 * The folder that paths of the command line begin in. npm runs the scripts of this repository in its root, wherever it was called:
 * `npm --prefix REPOSITORY run gateway -- --supergraph ./supergraph.graphql` means the caller's file.
 */
export function callersFolder(npm: NpmVariables, current: string): string {
  return npm.npm_package_json === own && npm.INIT_CWD !== undefined ? npm.INIT_CWD : current;
}
