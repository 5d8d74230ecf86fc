import { type ContenderName, contenderNames, contenders } from '../contenders/contenders.js';
import { type Mode, modes } from '../queries.js';
import { type JudgedBar, judgeBars } from './bars.js';
import type { Measures } from './medians.js';
import type { Results } from './rounds.js';

/** The report as Markdown: a table for each query and mode, then the bars. */
export function reportOf(results: Results): string {
  const tables = Object.entries(results).flatMap(([query, byMode]) =>
    modes.flatMap((mode) => (Object.keys(byMode[mode]).length > 0 ? [tableOf(query, mode, byMode[mode])] : [])),
  );
  return [...tables, barsOf(judgeBars(results))].join('\n\n');
}

/** What the graph of this project does, by operation. */
export function ownReportOf(measured: ReadonlyMap<string, Measures>): string {
  const rows = [...measured].map(([operation, one]) => rowOf(operation, one, undefined).slice(0, -1));
  return ['**The graph of this project on its store**', '', markdown([HEAD.slice(0, -1), ...rows])].join('\n');
}

const HEAD = ['', 'requests/s', 'p50 ms', 'p99 ms', 'MB', 'CPU ms', 'ours is'];

function tableOf(query: string, mode: Mode, measured: Partial<Record<ContenderName, Measures>>): string {
  const rows = contenderNames.flatMap((name) => {
    const one = measured[name];
    return one ? [rowOf(contenders[name].title, one, measured.ours)] : [];
  });
  return [`**${query}, cache ${mode}**`, '', markdown([HEAD, ...rows])].join('\n');
}

function rowOf(title: string, { rps, p50, p99, rssMb, cpuMs }: Measures, ours: Measures | undefined) {
  const times = ours ? `${(ours.rps / rps).toFixed(2)} x` : '';
  return [title, rps.toFixed(0), p50.toFixed(1), p99.toFixed(1), rssMb.toFixed(0), cpuMs.toFixed(3), times];
}

const VERDICTS = new Map<boolean | undefined, string>([
  [true, 'holds'],
  [false, 'is missed'],
  [undefined, 'not measured'],
]);

function barsOf(bars: readonly JudgedBar[]): string {
  const rows = bars.map(({ query, mode, against, measure, atLeast, atMost, ratio, holds }) => [
    `${query}, cache ${mode}`,
    `${measure} of ${against}`,
    atLeast === undefined ? `at most ${atMost?.toFixed(2) ?? ''} x` : `at least ${atLeast} x`,
    ratio === undefined ? '' : `${ratio.toFixed(2)} x`,
    VERDICTS.get(holds)!,
  ]);
  return markdown([['', 'ours beside', 'bar', 'measured', ''], ...rows]);
}

/** A table, its columns padded so that it reads well as it is. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
