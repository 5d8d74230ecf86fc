// Builds, type-checks and lints the whole repository. Two ESLints share it, since each loads the types of what it is given once.
import { spawn } from 'node:child_process';

const HALVES = [
  ['services', 'schema'],
  ['gateway', 'infra', 'test', '.ci', 'eslint.config.js'],
];

await ended('turbo', 'run', 'build');
// Beside the sources the tests and benches, which no build holds.
await ended('tsc', '-b', '.');
await Promise.all(HALVES.map(async (half) => ended('eslint', ...half)));
await ended('prettier', '--check', '.');

/** Runs a program of this repository. What fails is the exit code of this one, and does not keep the others from being run. */
async function ended(program, ...given) {
  const child = spawn(`node_modules/.bin/${program}`, given, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DO_NOT_TRACK: '1' },
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code === 0) return;
  console.log(`${program} failed (see above).`);
  process.exitCode = 1;
}
