import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder =
  process.env['NOTICES_DIR'] ?? join(fileURLToPath(new URL('../../', import.meta.url)), '../shared/notices');

/** Why the texts of the notices cannot be read; null where they can. */
export const whyNoNotices = existsSync(folder)
  ? null
  : `the texts of the notices are not at ${folder}; NOTICES_DIR says where they are`;

/** The text of a notice by its 文号. */
export function readNotice(notice: string): string {
  return readFileSync(join(folder, `${notice}.txt`), 'utf8');
}
