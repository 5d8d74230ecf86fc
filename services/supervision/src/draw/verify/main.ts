import { readFile } from 'node:fs/promises';
import type { DrawRecord } from '../draw-record.js';
import { isTrueDraw } from '../redraw.js';

/** Draws again from a published record: `npm run draw:verify -- record.json`. */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('draw:verify: name the file of a published record');
  process.exitCode = 2;
} else {
  const record = JSON.parse(await readFile(file, 'utf8')) as DrawRecord;
  const isTrue = isTrueDraw(record);
  console.log(
    isTrue ? `true: ${record.picks.length} drawn of ${record.pool.length}` : 'NOT what the committed seed gives',
  );
  process.exitCode = isTrue ? 0 : 1;
}
