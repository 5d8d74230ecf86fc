import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writers write in steps, each of which is an event. */
const SETTLE_MS = 50;

/**
 * Calls back with the file's text whenever it has changed; the answer ends that. It watches the folder, because editors and
 * mounted volumes replace files rather than write them.
 */
export function watchText(path: string, known: string, onChange: (text: string) => void): () => void {
  let last = known;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    // While it is being replaced there may be no file; the next event comes with the new one.
    const text = await readFile(path, 'utf8').catch(() => last);
    if (text === last) return;
    last = text;
    onChange(text);
  }

  const watcher = watch(dirname(path), () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
