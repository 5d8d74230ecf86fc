// What `npm start` runs: builds when a source is newer than the last build, installs nothing, then starts.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { URL, fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Written at the end of this workspace's build, which comes after all that it needs. */
const BUILT = fileURLToPath(new URL('dist/built', import.meta.url));
const NO_SOURCES = new Set(['node_modules', 'dist', 'dist-bench', 'test', 'bench', 'generated', '.turbo']);

function isNewer(path, than) {
  const stats = statSync(path);
  // A folder is newer when a file was added to it or removed.
  if (stats.mtimeMs > than) return true;
  return (
    stats.isDirectory() &&
    readdirSync(path)
      .filter((name) => !NO_SOURCES.has(name))
      .some((name) => isNewer(join(path, name), than))
  );
}

function needsBuild() {
  if (!existsSync(BUILT)) return true;
  const built = statSync(BUILT).mtimeMs;
  const sources = readdirSync(root, { withFileTypes: true })
    .filter((entry) => ['infra', 'services', 'gateway', 'schema', 'tsconfig.base.json'].includes(entry.name))
    .map(({ name }) => join(root, name));
  return sources.some((source) => isNewer(source, built));
}

if (!existsSync(join(root, 'node_modules'))) {
  console.error('start: nothing is installed yet; run npm ci first');
  process.exit(1);
}
if (needsBuild()) {
  // The build's own report goes to standard error: standard output is what the graph says.
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error('start: the build failed');
    process.exit(1);
  }
}
await import('./dist/main.js');
