import type { Sealed, Sealer } from '@shanghai/platform';

/** The field by which what is told of a case is sealed: free text, in which anybody may be named. */
const SUMMARY_FIELD = 'case.summary';

/** What is told of a case, as it is stored: nothing of it can be read without the key. */
export function sealSummary(sealer: Sealer, text: string): Sealed {
  return sealer.seal(SUMMARY_FIELD, text);
}

/** What is told of a case, as a retry is recognised by. */
export function fingerprintSummary(sealer: Sealer, text: string): string {
  return sealer.searchHash(SUMMARY_FIELD, text);
}

/** What is told of a case, as it was told. */
export function openSummary(sealer: Sealer, sealed: Sealed): string {
  return sealer.open(SUMMARY_FIELD, sealed);
}
