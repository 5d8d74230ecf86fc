import type { Import, SourceFile } from './source-file.js';

/** A boundary of the code: which files it is about, and what it finds wrong with one of them. */
export interface Rule {
  readonly name: string;
  readonly appliesTo: (path: string) => boolean;
  /** `files` are all files by path, for rules that follow imports. */
  readonly breaches: (file: SourceFile, files: ReadonlyMap<string, SourceFile>) => readonly string[];
}

/** A rule on what its files may import. */
export function importRule(
  name: string,
  appliesTo: Rule['appliesTo'],
  mayImport: (imported: Import, path: string) => boolean,
): Rule {
  return {
    name,
    appliesTo,
    breaches: ({ path, imports }) =>
      imports.filter((imported) => !mayImport(imported, path)).map(({ target }) => `imports ${target}`),
  };
}

/** Where the rules are broken, one sentence each. */
export function breachesOf(rules: readonly Rule[], files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return rules.flatMap((rule) =>
    files
      .filter(({ path }) => rule.appliesTo(path))
      .flatMap((file) => rule.breaches(file, byPath).map((breach) => `${file.path} ${breach}: ${rule.name}`)),
  );
}
