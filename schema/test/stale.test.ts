import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const schema = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

/** A copy of the package to change. It stands inside dist, where its imports find the same modules. */
beforeEach(() => {
  folder = mkdtempSync(join(schema, 'dist', 'copy-'));
  const copied = [...filesIn('.', '.graphql'), ...filesIn('operations', '.graphql'), ...filesIn('dist', '.js')];
  for (const file of ['package.json', ...copied]) cpSync(join(schema, file), join(folder, 'schema', file));
});

afterEach(() => rmSync(folder, { recursive: true }));

function filesIn(path: string, ending: string): readonly string[] {
  if (!existsSync(join(schema, path))) return [];
  const files = readdirSync(join(schema, path)).filter((file) => file.endsWith(ending));
  return files.map((file) => join(path, file));
}

function build(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(folder, 'schema/dist/main.js'), ...args], { encoding: 'utf8' });
}

function append(file: string, text: string): void {
  appendFileSync(join(folder, 'schema', file), text);
}

describe('the build', () => {
  test('passes on what is checked in, and generates the types of services and clients', () => {
    expect(build()).toMatchObject({ status: 0, stderr: '' });
    const resolvers = readFileSync(join(folder, 'services/catalogue/src/generated/resolvers.ts'), 'utf8');
    expect(resolvers).toContain('export type Resolvers');
  });

  test('fails when the SDL says more than the composed files, until they are written anew', () => {
    append('catalogue.graphql', 'extend type Query { "数" someCount: Int }');
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toMatch(/supergraph\.graphql.*npm run schema\n.*api\.graphql.*npm run schema/);

    expect(build('--write')).toMatchObject({ status: 0, stderr: '' });
    expect(build()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'schema/api.graphql'), 'utf8')).toContain('someCount: Int');
  });

  test('fails when a composed file is edited by hand', () => {
    append('api.graphql', '# edited');
    expect(build()).toMatchObject({ status: 1, stderr: expect.stringContaining('api.graphql') });
  });

  test('names the file and line of what does not parse', () => {
    append('agencies.graphql', 'type {');
    expect(build()).toMatchObject({ status: 1, stderr: expect.stringMatching(/schema\/agencies\.graphql:\d+/) });
  });

  test('names the subgraph and line of what does not compose', () => {
    append('agencies.graphql', 'extend type Query { "数" wrong: Missing }');
    const { status, stderr } = build('--write');
    expect(status).toBe(1);
    expect(stderr).toMatch(/\[agencies\].*Missing/);
  });
});
