import type { Connection } from 'mongoose';
import { type AnchorDigest, anchorDigest } from './anchor-digest.js';
import { type Anchor, type AnchoredHead, listAnchors } from './anchor-store.js';
import { type JournalRow, faultOfRow, rowId } from './journal-row.js';
import { walkJournal } from './walk-journal.js';

/** A row or an anchor that is not what it was when it was written. */
export interface JournalFault {
  /** The id of the row, or of the anchor. */
  readonly where: string;
  readonly what: string;
}

export interface JournalReport {
  readonly rows: number;
  readonly aggregates: number;
  readonly anchors: number;
  readonly faults: readonly JournalFault[];
}

/**
 * Reads the whole journal and names every row that was changed, removed from between others, inserted or moved, every row that
 * was anchored and is gone, and every anchor that was itself tampered with.
 */
export async function verifyJournal(connection: Connection): Promise<JournalReport> {
  const anchors = await listAnchors(connection);
  const runs = new Set(anchors.map(({ run }) => run));
  const digests = anchors.map(() => anchorDigest());
  const faults: JournalFault[] = [];
  let rows = 0;
  let aggregates = 0;
  for await (const chain of walkJournal(connection)) {
    const heads = chain.heads.filter(({ run }) => runs.has(run));
    if (chain.rows.length > 0) aggregates += 1;
    rows += chain.rows.length;
    faults.push(...faultsOfRows(chain.rows), ...faultsOfHeads(heads, chain.rows));
    takeIn(heads, anchors, digests);
  }
  faults.push(...faultsOfAnchors(anchors, digests));
  return { rows, aggregates, anchors: anchors.length, faults };
}

function faultsOfRows(rows: readonly JournalRow[]): readonly JournalFault[] {
  return rows.flatMap((row, index) => {
    const what = faultOfRow(row, rows[index - 1] ?? null);
    return what === null ? [] : [{ where: row._id, what }];
  });
}

function faultsOfHeads(heads: readonly AnchoredHead[], rows: readonly JournalRow[]): readonly JournalFault[] {
  return heads.flatMap(({ aggregate, version, hash }) => {
    const row = rows.find((one) => one.version === version);
    if (row?.hash === hash) return [];
    const what = row ? 'was anchored with another hash' : 'was anchored and is gone';
    return [{ where: rowId(aggregate, version), what }];
  });
}

/** Adds to each anchor the head that the aggregate had then: its own, or that of an anchor before. */
function takeIn(heads: readonly AnchoredHead[], anchors: readonly Anchor[], digests: readonly AnchorDigest[]): void {
  const ofRun = new Map(heads.map((head) => [head.run, head]));
  let current: AnchoredHead | undefined;
  for (const [index, { run }] of anchors.entries()) {
    current = ofRun.get(run) ?? current;
    if (current) digests[index]!.add(current);
  }
}

function faultsOfAnchors(anchors: readonly Anchor[], digests: readonly AnchorDigest[]): readonly JournalFault[] {
  return anchors.flatMap((anchor, index) =>
    digests[index]!.result().digest === anchor.digest
      ? []
      : [{ where: `anchor ${anchor._id}`, what: 'is not over the heads that were anchored' }],
  );
}
