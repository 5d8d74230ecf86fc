import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { open as openLmdb, type RootDatabase } from 'lmdb';

/** The data directory: one process at a time, copies of it while it runs, and back. */

const LOCK = 'server.pid';
const DATA = 'data.lmdb';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes the directory for this process; the answer gives it back. A lock whose process is dead is taken over.
 * @throws Error when another process has it
 */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, LOCK);
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      held.add(file);
      return async () => {
        held.delete(file);
        await rm(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(file, 'utf8').catch(() => ''));
      // After a restart of a container the same number may be this very process.
      const ours = owner === process.pid && !held.has(file);
      if ((owner > 0 && isAlive(owner) && !ours) || attempt > 3) {
        throw new Error(
          `the data directory ${dir} is in use by process ${owner || 'unknown'}; stop it first, or remove ${LOCK} if it is not an embedded-mongo`,
          { cause: error },
        );
      }
      await rm(file, { force: true });
    }
  }
}

const held = new Set<string>();

/**
 * Copies the last committed state to `target` while a server goes on writing. The copy is compacted.
 * @throws Error when there is no data, or the target has some already
 */
export async function backup(dir: string, target: string): Promise<void> {
  if (!existsSync(join(dir, DATA))) throw new Error(`no data in ${dir}`);
  const environment = openLmdb({ path: join(dir, DATA), readOnly: true, maxDbs: 16 });
  try {
    await copyEnvironment(environment, target);
  } finally {
    await environment.close();
  }
}

/**
 * Copies the last committed state of an open environment to `target`, compacted.
 * @throws Error when the target has some data already
 */
export async function copyEnvironment(environment: Pick<RootDatabase, 'backup'>, target: string): Promise<void> {
  if (existsSync(join(target, DATA))) throw new Error(`${target} already holds data; choose an empty directory`);
  await mkdir(target, { recursive: true });
  await environment.backup(join(target, DATA), true);
}

/**
 * Puts a backup in the place of a data directory that no server uses.
 * @throws Error when the directory is in use or already holds data
 */
export async function restore(source: string, dir: string): Promise<void> {
  if (!existsSync(join(source, DATA))) throw new Error(`no backup in ${source}`);
  const unlock = await lockDirectory(dir);
  try {
    if (existsSync(join(dir, DATA))) throw new Error(`${dir} already holds data; move it away first`);
    await mkdir(dirname(join(dir, DATA)), { recursive: true });
    await copyFile(join(source, DATA), join(dir, DATA));
  } finally {
    await unlock();
  }
}
