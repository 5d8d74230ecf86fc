import { type Rule, importRule } from './rule.js';
import type { SourceFile } from './source-file.js';

const services = ['catalogue', 'agencies', 'supervision', 'certification'];

/** The workspace that a file or one of our packages belongs to: `catalogue`, `kernel`, `gateway`; '' for foreign modules. */
function workspaceOf(target: string): string {
  return /^(?:@shanghai|services|infra)\/([^/]+)|^(gateway|schema)\//.exec(target)?.slice(1).find(Boolean) ?? '';
}

function isService(path: string): boolean {
  return path.startsWith('services/') && services.includes(workspaceOf(path));
}

function isOneOf(...names: readonly string[]): (path: string) => boolean {
  return (path) => names.includes(workspaceOf(path));
}

function isIn(path: string, folder: string): boolean {
  return path.includes(`/src/${folder}/`);
}

/** Follows the imports of a rule through its own service: tables of rows, shapes, other rules. */
function impureImports(
  { path, imports }: SourceFile,
  files: ReadonlyMap<string, SourceFile>,
  seen: Set<string>,
): readonly string[] {
  return imports.flatMap(({ target, typeOnly }) => {
    if (target === '@shanghai/kernel' || seen.has(target)) return [];
    if (workspaceOf(target) !== workspaceOf(path)) return [`imports ${target}`];
    if (typeOnly) return [];
    seen.add(target);
    const next = files.get(target);
    return next
      ? impureImports(next, files, seen).map((breach) => `${breach} through ${target}`)
      : [`imports ${target}`];
  });
}

/** Who may import whom. The launcher, the population and the tests compose the services; nothing else may know several. */
export const importRules: readonly Rule[] = [
  {
    name: 'rules import the kernel, what is as pure as they are, and types of their own service',
    appliesTo: (path) => path.endsWith('-rules.ts'),
    breaches: (file, files) => impureImports(file, files, new Set()),
  },
  importRule(
    'the kernel imports no package, and of Node the hash alone',
    isOneOf('kernel'),
    ({ target }) => target.startsWith('services/kernel/') || target === 'node:crypto',
  ),
  importRule(
    'a service imports no other service',
    isService,
    ({ target }, path) =>
      workspaceOf(target) === workspaceOf(path) || !isOneOf(...services, 'population', 'gateway', 'launch')(target),
  ),
  importRule(
    'the gateway imports no service',
    isOneOf('gateway'),
    ({ target }) => !isOneOf(...services, 'population', 'launch')(target),
  ),
  importRule(
    'the contract imports no service and no gateway',
    isOneOf('schema'),
    ({ target }) => !isOneOf(...services, 'population', 'gateway', 'launch')(target),
  ),
  importRule(
    'the plumbing imports no service, no gateway and no kernel',
    isOneOf('platform', 'embedded-mongo'),
    ({ target }) => isOneOf('', 'platform', 'embedded-mongo')(target),
  ),
  importRule(
    'the database server is imported by the launcher and for tests alone, as any MongoDB can take its place',
    (path) => !isOneOf('embedded-mongo', 'launch')(path) && path !== 'infra/platform/src/testing.ts',
    ({ target }) => workspaceOf(target) !== 'embedded-mongo',
  ),
  importRule(
    'mongoose is imported by stores and the platform; others may only name the connection that they hand on',
    (path) => !path.endsWith('-store.ts') && !isOneOf('platform', 'embedded-mongo')(path),
    ({ target, names, typeOnly }) =>
      !['mongoose', 'mongodb'].includes(target) ||
      (typeOnly && names.length > 0 && names.every((name) => ['Connection', 'ClientSession'].includes(name))),
  ),
  importRule(
    'a store knows neither GraphQL nor who asks',
    (path) => isService(path) && path.endsWith('-store.ts'),
    ({ target }) =>
      target !== 'graphql' && !isIn(target, 'resolvers') && !/\/src\/(loaders|context|subgraph)\.ts$/.test(target),
  ),
  importRule(
    'resolvers are imported by the subgraph and each other alone',
    (path) => isService(path) && !isIn(path, 'resolvers') && !path.endsWith('/src/subgraph.ts'),
    ({ target }) => !isIn(target, 'resolvers'),
  ),
  importRule(
    'the subgraph is imported by main and index alone',
    (path) => isService(path) && !/\/src\/(main|index)\.ts$/.test(path),
    ({ target }) => !target.endsWith('/src/subgraph.ts'),
  ),
  importRule(
    'nothing imports a main, which acts when it is imported',
    () => true,
    ({ target }) => !target.endsWith('/src/main.ts'),
  ),
];
