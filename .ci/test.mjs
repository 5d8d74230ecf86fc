// Builds and tests every workspace, then says again what has failed, since all workspaces talk at once and at length, and sums
// jest's reports into one closing line for people and CI: "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const REPORT = '.test-report.json';
/** Of what one failing file says. */
const MOST_LINES = 60;

// Asked of turbo, because a test run that dies early leaves no report and may still exit with 0.
const plan = turbo(['--dry=json'], 'pipe').stdout;
const reports = (plan ? JSON.parse(plan).tasks : [])
  .filter(({ task, command }) => task === 'test' && command !== '<NONEXISTENT>')
  .map(({ directory }) => join(directory, REPORT));
for (const report of reports) rmSync(report, { force: true });

const { status } = turbo(
  ['--continue=dependencies-successful', '--', '--json', `--outputFile=${REPORT}`, '--forceExit'],
  'inherit',
);

let passed = 0;
let failed = 0;
let skipped = 0;
for (const report of reports.filter(existsSync)) {
  const run = JSON.parse(readFileSync(report, 'utf8'));
  passed += run.numPassedTests;
  failed += run.numFailedTests + run.numRuntimeErrorTestSuites;
  skipped += run.numPendingTests + run.numTodoTests;
  for (const file of run.testResults.filter(({ status }) => status === 'failed')) {
    console.log(`\nFAILED ${relative(process.cwd(), file.name)}`);
    console.log(file.message.split('\n').slice(0, MOST_LINES).join('\n'));
  }
}
const unreported = reports.filter((report) => !existsSync(report));
for (const report of unreported)
  console.log(`No ${report}: that build or test run broke off, which counts as a failure.`);
failed += unreported.length;
if (status !== 0 && failed === 0) {
  console.log('turbo failed (see above), which counts as a failure.');
  failed = 1;
}
if (passed + failed === 0) console.log('No test ran, which is a failure too.');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function turbo(args, stdout) {
  return spawnSync('node_modules/.bin/turbo', ['run', 'test', ...process.argv.slice(2), ...args], {
    stdio: ['ignore', stdout, 'inherit'],
    env: { ...process.env, DO_NOT_TRACK: '1' },
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
}
