import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContenderName } from '../contenders/contenders.js';
import type { RunningContender } from '../contenders/running.js';
import { type BenchQuery, bodiesOf, type Mode, modes } from '../queries.js';
import { type Load, sendLoad } from '../load/load.js';
import { measure } from './measure.js';
import { type Measures, mediansOf } from './medians.js';

/** The medians of a run by query, mode and contender. */
export type Results = Readonly<
  Record<string, Readonly<Record<Mode, Readonly<Partial<Record<ContenderName, Measures>>>>>>
>;

/** What is measured in every round. */
export interface Match {
  readonly query: BenchQuery;
  readonly mode: Mode;
  readonly contender: RunningContender;
}

/** How a run goes. */
export interface Run {
  readonly folder: string;
  readonly rounds: number;
  /** Of each measurement, and of the warm-up before the first. */
  readonly seconds: number;
  readonly tell: (line: string) => void;
}

/** Every query in both modes with every contender that runs it. */
export function matchesOf(
  queries: readonly BenchQuery[],
  contenders: readonly RunningContender[],
  runs: (contender: RunningContender, query: BenchQuery) => boolean,
): readonly Match[] {
  return queries.flatMap((query) =>
    modes.flatMap((mode) =>
      contenders
        .filter((one) => runs(one, query) && processFor(contenders, one.name, mode) === one)
        .map((contender) => ({ query, mode, contender })),
    ),
  );
}

/** The process of a contender for a mode: one of its own, or the only one. */
function processFor(contenders: readonly RunningContender[], name: ContenderName, mode: Mode) {
  const own = contenders.filter((one) => one.name === name);
  return own.find((one) => one.mode === mode) ?? own[0];
}

/** Before each measurement: a process that has rested for a minute has given memory and code back, and needs a moment for both. */
const AWAKENING_S = 1;

/**
 * Warms up, then measures in rounds: each round measures everything once, contenders beside each other, in an order that begins
 * with another one each time.
 */
export async function runRounds(matches: readonly Match[], run: Run): Promise<Results> {
  const seen = new Map<Match, Measures[]>(matches.map((match) => [match, []]));
  for (const match of matches) {
    run.tell(`warm-up: ${nameOf(match)}`);
    await sendLoad(loadOf(match, run));
  }
  for (let round = 0; round < run.rounds; round++)
    for (const match of rotated(matches, round)) {
      const load = loadOf(match, run);
      await sendLoad({ ...load, seconds: AWAKENING_S });
      const measures = await measure(match.contender.process, load);
      seen.get(match)!.push(measures);
      run.tell(`round ${round + 1} of ${run.rounds}: ${nameOf(match)}: ${measures.rps.toFixed(0)} requests/s`);
    }
  return resultsOf(seen);
}

function loadOf({ query, mode, contender }: Match, { folder, seconds }: Run): Load {
  const bodiesFile = join(folder, `${query.operation}-${mode}.txt`);
  writeFileSync(bodiesFile, `${bodiesOf(query, mode).join('\n')}\n`);
  return { url: contender.url, bodiesFile, seconds };
}

/** The matches of one query and mode stay together, and begin with another contender in each round. */
function rotated(matches: readonly Match[], round: number): readonly Match[] {
  const isBeside = (one: Match, other: Match): boolean => one.query === other.query && one.mode === other.mode;
  const firsts = matches.filter((match, i) => i === 0 || !isBeside(match, matches[i - 1]!));
  return firsts.flatMap((first) => {
    const group = matches.filter((match) => isBeside(match, first));
    const begin = round % group.length;
    return [...group.slice(begin), ...group.slice(0, begin)];
  });
}

function resultsOf(seen: ReadonlyMap<Match, readonly Measures[]>): Results {
  const results: Record<string, Record<Mode, Partial<Record<ContenderName, Measures>>>> = {};
  for (const [{ query, mode, contender }, rounds] of seen) {
    results[query.name] ??= { off: {}, on: {} };
    results[query.name]![mode][contender.name] = mediansOf(rounds);
  }
  return results;
}

function nameOf({ query, mode, contender }: Match): string {
  return `${query.name}, cache ${mode}, ${contender.name}`;
}
