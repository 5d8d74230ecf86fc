// What `npm run bench` runs: builds the project, installs the gateways that ours is compared with, then measures. What these
// steps print goes to standard error: standard output is the report.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

function run(file, args, cwd) {
  const { status } = spawnSync(file, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

function isInstalled() {
  // Written by npm at the end of an installation.
  const installed = join(here, 'node_modules/.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs;
}

if (!existsSync(join(root, 'node_modules'))) {
  console.error('bench: the project is not installed yet; run npm ci first');
  process.exit(1);
}
if (!isInstalled()) run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], here);
run('npm', ['run', '--silent', 'build'], root);
run(join(root, 'node_modules/.bin/tsc'), ['-b', here], root);
await import('./dist/main.js');
