import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A named operation, ready to be asked. */
export interface NamedOperation {
  readonly name: string;
  readonly query: string;
  /** Example variables as JSON text, where the operation has some. */
  readonly variables?: string;
}

const OPERATION = '.graphql';

/**
 * Reads every `Name.graphql` of a folder, by name, with the variables of the `Name.variables.json` beside it. Without a folder
 * there is none.
 */
export async function readNamedOperations(folder: string | undefined): Promise<readonly NamedOperation[]> {
  if (folder === undefined) return [];
  const files = (await readdir(folder)).sort();
  const names = files.filter((file) => file.endsWith(OPERATION)).map((file) => file.slice(0, -OPERATION.length));
  return Promise.all(
    names.map(async (name) => {
      const query = await readFile(join(folder, name + OPERATION), 'utf8');
      const variables = `${name}.variables.json`;
      if (!files.includes(variables)) return { name, query };
      return { name, query, variables: await readFile(join(folder, variables), 'utf8') };
    }),
  );
}
