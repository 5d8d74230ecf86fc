import type { LedgerId } from '../findings/finding.js';

const LEDGER_ID = /^[A-Z]{3}-\d{3}[a-z]?$/;

/** Whether a text is written as the id of a row of the ledger: AGY-010, AGY-006a. Whether there is such a row it does not say. */
export function isLedgerId(text: string): text is LedgerId {
  return LEDGER_ID.test(text);
}

/** Every ledger id that stands as a value inside a value, however deep, once and in order: the ids that rows carry. */
export function ledgerIdsIn(value: unknown): readonly LedgerId[] {
  const found = new Set<LedgerId>();
  const seen = new Set<unknown>();
  const visit = (inner: unknown): void => {
    if (typeof inner === 'string' && isLedgerId(inner)) found.add(inner);
    if (typeof inner !== 'object' || inner === null || seen.has(inner)) return;
    seen.add(inner);
    for (const part of inner instanceof Map ? inner.values() : Object.values(inner)) visit(part);
  };
  visit(value);
  return [...found].sort();
}
