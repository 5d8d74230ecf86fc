import { createHash, type Hash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { JournalRow } from './journal-row.js';
import { faultOfRow } from './journal-row.js';
import { type Anchor, findAnchor, listAnchors, storeAnchor, streamRows } from './journal-store.js';

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

/** What a walk over the journal has found of one anchor so far. */
interface Anchoring {
  readonly before: string;
  readonly digest: Hash;
  aggregates: number;
}

/**
 * Reads the whole journal and names every row that was changed, removed from between others, inserted or moved, and every
 * anchor whose rows were cut off at the end.
 */
export async function verifyJournal(connection: Connection): Promise<JournalReport> {
  const anchors = await listAnchors(connection);
  const anchorings = anchors.map(({ _id }) => anchoringOf(_id));
  const faults: JournalFault[] = [];
  let rows = 0;
  let aggregates = 0;
  for await (const chain of chains(connection)) {
    aggregates += 1;
    rows += chain.length;
    for (const [index, row] of chain.entries()) {
      const what = faultOfRow(row, chain[index - 1] ?? null);
      if (what !== null) faults.push({ where: row._id, what });
    }
    for (const anchoring of anchorings) takeIn(anchoring, chain);
  }
  for (const [index, anchor] of anchors.entries()) {
    const found = resultOf(anchorings[index]!);
    if (found.digest !== anchor.digest)
      faults.push({
        where: `anchor ${anchor._id}`,
        what: `${anchor.aggregates} aggregates were anchored, and what is there now (${found.aggregates}) is not the same`,
      });
  }
  return { rows, aggregates, anchors: anchors.length, faults };
}

/**
 * Anchors the heads of all aggregates as they stood before an instant, once. An act is committed within a minute of its
 * instant, so that an anchor made some minutes later misses none.
 */
export async function anchorJournal(connection: Connection, before: Date, now: Date): Promise<Anchor> {
  const id = before.toISOString();
  const known = await findAnchor(connection, id);
  if (known) return known;
  const anchoring = anchoringOf(id);
  for await (const chain of chains(connection)) takeIn(anchoring, chain);
  const anchor = { _id: id, ...resultOf(anchoring), anchoredAt: now };
  await storeAnchor(connection, anchor);
  return anchor;
}

function anchoringOf(before: string): Anchoring {
  return { before, digest: createHash('sha256'), aggregates: 0 };
}

function takeIn(anchoring: Anchoring, chain: readonly JournalRow[]): void {
  const before = Date.parse(anchoring.before);
  const head = chain.findLast(({ at }) => timeOf(at) < before);
  if (!head) return;
  anchoring.aggregates += 1;
  anchoring.digest.update(`${head._id} ${head.hash}\n`);
}

/** Not a number for the field of a row that was tampered with. */
function timeOf(at: unknown): number {
  return at instanceof Date ? at.getTime() : Number.NaN;
}

function resultOf({ digest, aggregates }: Anchoring): Pick<Anchor, 'digest' | 'aggregates'> {
  return { digest: digest.copy().digest('hex'), aggregates };
}

/** The rows of one aggregate after the other. */
async function* chains(connection: Connection): AsyncGenerator<readonly JournalRow[]> {
  let chain: JournalRow[] = [];
  for await (const row of streamRows(connection)) {
    if (chain[0] && chain[0].aggregate !== row.aggregate) {
      yield chain;
      chain = [];
    }
    chain.push(row);
  }
  if (chain.length > 0) yield chain;
}
