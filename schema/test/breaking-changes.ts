import { spawnSync } from 'node:child_process';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { type GraphQLSchema, buildSchema } from 'graphql';

/** Changes from one schema to another that an existing client can trip over, one sentence each. */
export async function breakingChanges(before: GraphQLSchema, after: GraphQLSchema): Promise<readonly string[]> {
  const changes = await diff(before, after);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

/** A schema as it stood in the commit before the last, or undefined without git, without that commit, or without the file. */
export function schemaBefore(path: string, folder: string): GraphQLSchema | undefined {
  const { status, stdout } = spawnSync('git', ['show', `HEAD^:./${path}`], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? buildSchema(stdout) : undefined;
}
