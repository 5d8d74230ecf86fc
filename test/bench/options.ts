import { parseArgs } from 'node:util';
import { type ContenderName, contenderNames } from './contenders/contenders.js';
import { benchQueries, type BenchQuery } from './queries.js';

/** What a run of the benchmark is told. */
export interface Options {
  readonly rounds: number;
  /** Of each measurement, and of each warm-up. */
  readonly seconds: number;
  readonly json: boolean;
  /** Who is compared. */
  readonly names: readonly ContenderName[];
  readonly queries: readonly BenchQuery[];
  /** Whether the graph of this project is measured beside the contenders. */
  readonly ownGraph: boolean;
  /** A folder for the profiles of this project's gateway. */
  readonly profile: string | undefined;
}

/** What there is to choose, as `--help` prints it. */
export const usage = `npm run bench -- [options]
  --rounds N       interleaved rounds after the warm-up, 5
  --seconds N      of each measurement, and of the warm-up before the first round, 5
  --quick          one round of two seconds: does everything work?
  --json           { query: { off|on: { contender: { rps, p50, p99, rssMb, cpuMs } } } } on standard output
  --only A,B       of ours, apollo, hive, mercurius, raw
  --queries A,B    of look-up, 3-hop, page, large
  --no-own-graph   without the graph of this project on its store
  --profile DIR    writes CPU profiles of ours`;

/** Reads the arguments of the command; undefined where they are not understood, or help is asked for. */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = parsed(args);
  if (!values || values.help) return undefined;
  const seconds = Number(values.seconds ?? (values.quick ? 2 : 5));
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  const names = values.only?.split(',') ?? contenderNames;
  const queries = (values.queries?.split(',') ?? benchQueries.map(({ name }) => name)).map((name) =>
    benchQueries.find((query) => query.name === name),
  );
  if (!(seconds >= 1 && rounds >= 1) || !names.every(isContender) || !queries.every(isKnown)) return undefined;
  return {
    rounds,
    seconds,
    json: values.json,
    names,
    queries,
    ownGraph: !values['no-own-graph'],
    profile: values.profile,
  };
}

function isContender(name: string): name is ContenderName {
  return (contenderNames as readonly string[]).includes(name);
}

function isKnown(query: BenchQuery | undefined): query is BenchQuery {
  return query !== undefined;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string' },
        queries: { type: 'string' },
        'no-own-graph': { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return undefined;
  }
}
