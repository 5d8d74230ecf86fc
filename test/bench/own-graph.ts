import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ask } from './measure/answers.js';
import { measure } from './measure/measure.js';
import { type Measures, mediansOf } from './measure/medians.js';
import type { Run } from './measure/rounds.js';
import { type BenchProcess, freePorts, startProcess } from './processes.js';

/** Named operations that the public may ask, as the pages of a frontend do, and what each is asked about. */
const operations: readonly OwnOperation[] = [
  { name: 'AgencyPage', about: 'agencies', variablesOf: ({ id }) => ({ id }) },
  { name: 'CatalogueBrowse', about: 'items', variablesOf: ({ text }) => ({ text, first: 5 }) },
  { name: 'WhereCanIBeAssessed', about: 'items', variablesOf: ({ text }) => ({ text, level: 'SENIOR' }) },
];
const LAUNCHER = fileURLToPath(new URL('../../../infra/launch/dist/main.js', import.meta.url));
/** It loads the annexes and invents agencies first. */
const READY_MS = 180_000;
const LOOK_MS = 500;

/** The graph of this project in one process on its embedded store, on one core: what each operation does. */
export async function measureOwnGraph(run: Run): Promise<ReadonlyMap<string, Measures>> {
  const [port = 0] = await freePorts(1);
  const process = startProcess('gateway', [LAUNCHER], {
    PORT: String(port),
    DATA_DIR: join(run.folder, 'own-graph'),
    NODE_ENV: 'development',
    RATE_LIMITS: 'off',
    ANSWER_CACHE: 'off',
  });
  try {
    const url = `http://127.0.0.1:${port}/graphql`;
    await ready(url, process);
    const measured = new Map<string, Measures>();
    for (const operation of operations) measured.set(operation.name, await medians(operation, { url, process, run }));
    return measured;
  } finally {
    await process.stop();
  }
}

interface OwnOperation {
  readonly name: string;
  readonly about: 'agencies' | 'items';
  readonly variablesOf: (subject: Subject) => Readonly<Record<string, unknown>>;
}

interface Subject {
  readonly id: string;
  readonly text: string;
}

interface Found {
  readonly data: { readonly found: { readonly nodes: readonly Subject[] } };
}

interface OwnGraph {
  readonly url: string;
  readonly process: BenchProcess;
  readonly run: Run;
}

async function medians({ name, about, variablesOf }: OwnOperation, { url, process, run }: OwnGraph): Promise<Measures> {
  const subjects = await subjectsOf(url, about);
  const bodies = subjects.map((subject) => JSON.stringify({ id: name, variables: variablesOf(subject) }));
  for (const body of bodies) await requireAnswer(url, body);
  const bodiesFile = join(run.folder, `${name}.txt`);
  writeFileSync(bodiesFile, `${bodies.join('\n')}\n`);
  const load = { url, bodiesFile, seconds: run.seconds };
  await measure(process, load);
  const rounds: Measures[] = [];
  for (let round = 0; round < run.rounds; round++) rounds.push(await measure(process, load));
  const result = mediansOf(rounds);
  run.tell(`own graph: ${name}: ${result.rps.toFixed(0)} requests/s`);
  return result;
}

/** What the graph has of agencies and items, a page of each. */
async function subjectsOf(url: string, about: OwnOperation['about']): Promise<readonly Subject[]> {
  const queries = {
    agencies: '{ found: agencies(first: 100) { nodes { id text: name } } }',
    items: '{ found: catalogueItems(first: 100) { nodes { id text: occupation } } }',
  };
  const { data } = JSON.parse(await requireAnswer(url, JSON.stringify({ query: queries[about] }))) as Found;
  return data.found.nodes;
}

async function requireAnswer(url: string, body: string): Promise<string> {
  const { status, text } = await ask(url, body);
  if (status === 200 && !text.startsWith('{"errors"')) return text;
  throw new Error(`the graph of this project does not answer ${body}: ${text.slice(0, 300)}`);
}

async function ready(url: string, process: BenchProcess): Promise<void> {
  const until = performance.now() + READY_MS;
  for (;;) {
    const seen = await ask(url, '{"query":"{ __typename }"}').catch(() => undefined);
    if (seen?.status === 200) return;
    if (!process.isRunning() || performance.now() > until) throw new Error('the graph of this project does not answer');
    await delay(LOOK_MS);
  }
}
