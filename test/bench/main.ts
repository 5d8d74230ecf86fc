import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from './compare.js';
import { CONNECTIONS, generator } from './load/load.js';
import { ownReportOf, reportOf } from './measure/report.js';
import type { Run } from './measure/rounds.js';
import { type Options, readOptions, usage } from './options.js';
import { measureOwnGraph } from './own-graph.js';
import { isPinned } from './processes.js';

/** The benchmark: what it does as it goes is told on standard error, what it found on standard output. */

const tell = (line: string): void => console.error(line);
const options = readOptions(process.argv.slice(2));
if (options) await main(options);
else {
  tell(usage);
  process.exitCode = 2;
}

async function main(chosen: Options): Promise<void> {
  tell(settingOf(chosen));
  const { rounds, seconds, json, ownGraph } = chosen;
  const run: Run = { folder: temporaryFolder(), rounds, seconds, tell };
  const results = await compare(chosen, run);
  console.log(json ? JSON.stringify(results, undefined, 2) : reportOf(results));
  // The form of the JSON has no place for it.
  if (ownGraph) (json ? tell : console.log)(`\n${ownReportOf(await measureOwnGraph(run))}`);
}

/** A folder that is there as long as this process is. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  return folder;
}

function settingOf({ rounds, seconds }: Options): string {
  const cores = isPinned
    ? 'gateways on one core, generator and stubs on another'
    : 'nothing can be held to a core here, which makes the numbers worth less';
  return `${generator} with ${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s; ${cores}`;
}
