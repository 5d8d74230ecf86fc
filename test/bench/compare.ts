import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContenderName } from './contenders/contenders.js';
import { type RunningContender, type Setting, startContenders, writeAnswers } from './contenders/running.js';
import { composeGraph } from './graph/compose-graph.js';
import { type SubgraphName, subgraphNames } from './graph/sdl.js';
import { type Difference, differencesOf } from './measure/check.js';
import { matchesOf, type Results, type Run, runRounds } from './measure/rounds.js';
import { type BenchProcess, freePorts, startProcess } from './processes.js';
import type { BenchQuery } from './queries.js';

/** Whose answers the others are held against, where it is compared. */
const REFERENCE: ContenderName = 'apollo';
/** May answer a query otherwise, or not at all: it then has no numbers for it. Another that does so is a fault. */
const MAY_DIFFER: ReadonlySet<ContenderName> = new Set(['mercurius']);

/** Who is compared by what. */
export interface Comparison {
  readonly names: readonly ContenderName[];
  readonly queries: readonly BenchQuery[];
  readonly profile: string | undefined;
}

/**
 * Starts the stubs and the contenders, sees that all give the same answers, measures, and sees it again.
 * @throws Error when a contender answers otherwise than the others, or a request fails
 */
export async function compare({ names, queries, profile }: Comparison, run: Run): Promise<Results> {
  const { stubs, subgraphs } = await startStubsProcess();
  const contenders: RunningContender[] = [];
  try {
    const supergraph = join(run.folder, 'supergraph.graphql');
    writeFileSync(supergraph, composeGraph(subgraphs));
    const setting: Setting = { folder: run.folder, supergraph, subgraphs, profile };
    contenders.push(...(await startContenders(names.filter(isGateway), setting)));
    await writeAnswers(run.folder, contenders[0]!.url);
    contenders.push(
      ...(await startContenders(
        names.filter((name) => !isGateway(name)),
        setting,
      )),
    );
    const unlike = await unlikeOthers(queries, contenders, run);
    const results = await runRounds(matchesOf(queries, contenders, isLikeOthers(unlike)), run);
    await unlikeOthers(queries, contenders, run);
    return results;
  } finally {
    await Promise.all(contenders.map(({ process }) => process.stop()));
    await stubs.stop();
  }
}

/** The ceiling is none: it needs the answers of a gateway. */
function isGateway(name: ContenderName): boolean {
  return name !== 'raw';
}

interface StubsProcess {
  readonly stubs: BenchProcess;
  readonly subgraphs: Readonly<Record<SubgraphName, string>>;
}

async function startStubsProcess(): Promise<StubsProcess> {
  const ports = await freePorts(subgraphNames.length);
  const program = fileURLToPath(new URL('graph/stubs-process.js', import.meta.url));
  const urls = subgraphNames.map((name, i) => [name, `http://127.0.0.1:${ports[i]!}/graphql`] as const);
  const stubs = startProcess('rest', [program, ...ports.map(String)]);
  return { stubs, subgraphs: Object.fromEntries(urls) as Record<SubgraphName, string> };
}

/** Who answers which query otherwise than the reference, and may. */
async function unlikeOthers(
  queries: readonly BenchQuery[],
  contenders: readonly RunningContender[],
  { tell }: Run,
): Promise<readonly Difference[]> {
  const reference = contenders.find(({ name }) => name === REFERENCE) ?? contenders[0]!;
  const differences: Difference[] = [];
  for (const query of queries) differences.push(...(await differencesOf(query, reference, contenders)));
  for (const one of differences) {
    const { name, mode } = one.contender;
    const sentence = `${name} (cache ${mode}) does not answer ${one.query} as ${reference.name} does: ${one.what}`;
    if (!MAY_DIFFER.has(name)) throw new Error(sentence);
    tell(sentence);
  }
  return differences;
}

function isLikeOthers(unlike: readonly Difference[]) {
  return (contender: RunningContender, query: BenchQuery): boolean =>
    !unlike.some((one) => one.contender === contender && one.query === query.name);
}
