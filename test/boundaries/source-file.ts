import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One file of source code, with what the rules ask about it. */
export interface SourceFile {
  /** From the root of the repository: services/agencies/src/filing/filing-store.ts. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Every name that the file declares or uses, once. */
  readonly identifiers: ReadonlySet<string>;
  /** What it does that only some files may: `process.env`, `new Date()`, `async` ... */
  readonly acts: ReadonlySet<Act>;
}

export interface Import {
  /** A file of the repository (services/kernel/src/calendar/day.ts), one of our packages (@shanghai/kernel), or a foreign module. */
  readonly target: string;
  /** The names that are imported, unless all of the module is. */
  readonly names: readonly string[];
  /** Whether nothing of it is left when the types are gone. */
  readonly typeOnly: boolean;
}

export type Act = 'ENVIRONMENT' | 'CLOCK' | 'ASYNC' | 'COLLECTION';

/** All source files of the workspaces; neither tests nor what is generated. */
export function sourceFiles(root: string): readonly SourceFile[] {
  return ['infra', 'services', 'gateway', 'schema']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => posix.join(folder, file)),
    )
    .filter((path) => /^[^/]+\/([^/]+\/)?src\/.*\.ts$/.test(path) && !path.includes('/generated/'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')));
}

export function readSource(path: string, text: string): SourceFile {
  const imports: Import[] = [];
  const identifiers = new Set<string>();
  const acts = new Set<Act>();

  const visit = (node: ts.Node): void => {
    const imported = importOf(node);
    if (imported) imports.push({ ...imported, target: targetOf(path, imported.target) });
    if (imported?.target === 'node:process' && imported.names.includes('env')) acts.add('ENVIRONMENT');
    if (ts.isIdentifier(node)) identifiers.add(node.text);
    const act = actOf(node);
    if (act) acts.add(act);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023));
  return { path, imports, identifiers, acts };
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const { importClause } = node;
    const bindings = importClause?.namedBindings;
    const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
    const onlyTypes = elements.length > 0 && !importClause?.name && elements.every((element) => element.isTypeOnly);
    return {
      target: node.moduleSpecifier.text,
      names: elements.map(({ name, propertyName }) => (propertyName ?? name).text),
      typeOnly: importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypes,
    };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
    return { target: node.moduleSpecifier.text, names: [], typeOnly: node.isTypeOnly };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments;
    return specifier && ts.isStringLiteral(specifier)
      ? { target: specifier.text, names: [], typeOnly: false }
      : undefined;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
    return { target: node.argument.literal.text, names: [], typeOnly: true };
  return undefined;
}

function targetOf(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts') : specifier;
}

function actOf(node: ts.Node): Act | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    if (isNamed(node.expression, 'process') && node.name.text === 'env') return 'ENVIRONMENT';
    if (isNamed(node.expression, 'Date') && node.name.text === 'now') return 'CLOCK';
  }
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'CLOCK';
  if (ts.isCallExpression(node)) {
    if (isNamed(node.expression, 'Date')) return 'CLOCK';
    const { expression } = node;
    if (ts.isPropertyAccessExpression(expression) && ['collection', 'model'].includes(expression.name.text))
      return 'COLLECTION';
  }
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return 'ASYNC';
  return undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
