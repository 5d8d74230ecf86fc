import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LedgerId, isLedgerId } from '@shanghai/kernel';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A source file of a service with the ledger ids that it writes as values. */
export interface WritingFile {
  /** From the root: services/agencies/src/application/cap-rules.ts. */
  readonly path: string;
  readonly ids: readonly LedgerId[];
}

/** Every source file of a service that writes a ledger id, but the one that says what the service does about them. */
export function filesThatWrite(service: string): readonly WritingFile[] {
  const folder = `services/${service}/src`;
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated/') && !file.endsWith('enforced-rules.ts'))
    .map((file) => `${folder}/${file}`)
    .sort()
    .map((path) => ({ path, ids: idsIn(readFileSync(join(ROOT, path), 'utf8')) }))
    .filter(({ ids }) => ids.length > 0);
}

function idsIn(text: string): readonly LedgerId[] {
  const literals = [...text.matchAll(/'([^'\n]+)'/g)].map(([, literal]) => literal!);
  return [...new Set(literals.filter(isLedgerId))].sort();
}
