import { setTimeout as delay } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type SeenAnswer } from '../measure/answers.js';
import { type BenchProcess, freePorts, startProcess } from '../processes.js';
import { benchQueries, bodiesOf, type Mode } from '../queries.js';
import { type ContenderName, contenders } from './contenders.js';

/** The process that answers for a contender in a mode. */
export interface RunningContender {
  readonly name: ContenderName;
  readonly mode: Mode;
  readonly url: string;
  readonly process: BenchProcess;
}

/** What contenders are started on. */
export interface Setting {
  readonly folder: string;
  readonly supergraph: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly profile: string | undefined;
}

const READY_MS = 60_000;
const LOOK_MS = 100;

/** Starts the processes of some contenders; each answers when this returns. */
export async function startContenders(
  names: readonly ContenderName[],
  setting: Setting,
): Promise<readonly RunningContender[]> {
  const wanted = names.flatMap((name) => contenders[name].modes.map((mode) => ({ name, mode })));
  const ports = await freePorts(wanted.length);
  const started = wanted.map((one, i) => ({ ...one, ...start(one.name, one.mode, ports[i]!, setting) }));
  try {
    await Promise.all(started.map(ready));
  } catch (error) {
    await Promise.all(started.map(({ process }) => process.stop()));
    throw error;
  }
  return started;
}

function start(name: ContenderName, mode: Mode, port: number, { folder, supergraph, subgraphs, profile }: Setting) {
  const profiled = name === 'ours' && profile !== undefined ? ['--cpu-prof', '--cpu-prof-dir', profile] : [];
  const process = startProcess('gateway', [...profiled, ...contenders[name].command({ port, supergraph })], {
    PORT: String(port),
    SUPERGRAPH: supergraph,
    SUBGRAPHS: JSON.stringify(subgraphs),
    ANSWERS: join(folder, 'answers.json'),
    CACHE: mode,
  });
  return { process, url: `http://127.0.0.1:${port}/graphql` };
}

async function ready({ name, url, process }: RunningContender): Promise<void> {
  const body = bodiesOf(benchQueries[0]!, 'on')[0]!;
  const until = performance.now() + READY_MS;
  for (;;) {
    const seen = await ask(url, body).catch(() => undefined);
    if (seen?.status === 200) return;
    if (!process.isRunning() || performance.now() > until)
      throw new Error(`${name} does not answer: ${seen?.text ?? 'no connection'}`);
    await delay(LOOK_MS);
  }
}

/** Writes what the ceiling answers: the bytes that another contender answers to every body. */
export async function writeAnswers(folder: string, url: string): Promise<void> {
  const answers: Record<string, string> = {};
  for (const query of benchQueries)
    for (const body of bodiesOf(query, 'off')) answers[body] = (await ask(url, body)).text;
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
}

/** One answer of a contender to each of some bodies. */
export async function answersOf({ url }: RunningContender, bodies: readonly string[]): Promise<readonly SeenAnswer[]> {
  const answers: SeenAnswer[] = [];
  for (const body of bodies) answers.push(await ask(url, body));
  return answers;
}
