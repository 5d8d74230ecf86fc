import type { Rule } from './rule.js';
import type { Act } from './source-file.js';

/**
 * Words of the field, as parts of identifiers. The launcher is spared, since it names the services. No list is complete:
 * this one holds the nouns that a leak would most likely bring.
 */
const domainWords = new Set(
  [
    ...['agency', 'agencies', 'applicant', 'assessor', 'catalogue', 'certificate', 'certificates', 'certification'],
    ...['district', 'districts', 'filing', 'filings', 'inspection', 'inspections', 'inspector', 'notice', 'notices'],
    ...['occupation', 'occupations', 'skill', 'supervision', 'supervisor', 'violation', 'violations'],
  ].map((word) => word.toUpperCase()),
);

/** The words of fooBarBaz, FooBar and FOO_BAR. */
function wordsOf(identifier: string): readonly string[] {
  return identifier.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_/).map((word) => word.toUpperCase());
}

function actRule(name: string, act: Act, appliesTo: Rule['appliesTo']): Rule {
  return { name, appliesTo, breaches: ({ acts }) => (acts.has(act) ? [`has ${act}`] : []) };
}

/** A server of its own, which knows nothing of the rest: a database keeps its own time. */
function isDatabaseServer(path: string): boolean {
  return path.startsWith('infra/embedded-mongo/');
}

/** What only some files may do. */
export const usageRules: readonly Rule[] = [
  actRule(
    'the environment is read in main, in env files and for tests',
    'ENVIRONMENT',
    (path) => !/\/(main|testing|env|env-[a-z-]+|[a-z-]+-env)\.ts$/.test(path),
  ),
  actRule(
    'the time is asked of the one clock',
    'CLOCK',
    (path) => path !== 'infra/platform/src/clock.ts' && !isDatabaseServer(path),
  ),
  actRule('rules wait for nothing', 'ASYNC', (path) => path.endsWith('-rules.ts')),
  actRule(
    'collections are opened by stores and the platform',
    'COLLECTION',
    (path) => !path.endsWith('-store.ts') && !path.startsWith('infra/'),
  ),
  {
    name: 'the plumbing holds no word of the field',
    appliesTo: (path) => path.startsWith('infra/') && !path.startsWith('infra/launch/'),
    breaches: ({ identifiers }) =>
      [...identifiers]
        .filter((identifier) => wordsOf(identifier).some((word) => domainWords.has(word)))
        .map((identifier) => `says ${identifier}`),
  },
];
