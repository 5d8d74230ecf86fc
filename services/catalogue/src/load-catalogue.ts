import {
  type Clock,
  type ImportOutcome,
  type PrepareReport,
  importLine,
  importOnce,
  listImports,
} from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { editions } from './edition/editions.js';
import { publishEditions } from './edition/publish-editions.js';
import { createPublishedEditions } from './edition/published-edition-store.js';
import { countFindings, createFindingIndexes, replaceFindings } from './finding/finding-store.js';
import { readFindings } from './finding/read-findings.js';
import { createAnnexRowIndexes, findAnnexRows, replaceAnnexRows } from './item/annex-row-store.js';
import { createItemIndexes, replaceItems } from './item/item-store.js';
import { makeItems } from './item/make-items.js';
import { irregularitiesOf, readAnnex } from './item/read-annex.js';
import { readSuccessions } from './succession/read-successions.js';
import {
  createSuccessionIndexes,
  findNamedSuccessions,
  replaceNamedSuccessions,
  replaceSuccessions,
} from './succession/succession-store.js';
import { findBasis, storeBasis } from './basis-store.js';

/** Raised when stored rows change their meaning: the files are then loaded again. */
const LOADER = 1;

const ownData = new URL('../data/', import.meta.url);

/**
 * Loads the annexes, the successions and the findings, each file once, and makes the items from them when anything has
 * changed; other services are told of every edition that has. A faulty file is refused whole and named in the report; what was loaded before is served on.
 */
export async function loadCatalogue(store: Connection, clock: Clock, data: URL = ownData): Promise<PrepareReport> {
  await Promise.all(
    [
      createAnnexRowIndexes,
      createItemIndexes,
      createSuccessionIndexes,
      createFindingIndexes,
      createPublishedEditions,
    ].map(async (create) => create(store)),
  );
  const outcomes: ImportOutcome[] = [];
  for (const edition of editions)
    outcomes.push(
      await importOnce(
        store,
        {
          loader: LOADER,
          read: async () => readAnnex(edition, data),
          store: async (rows, session) => {
            await replaceAnnexRows(store, edition.id, rows, session);
            return { rowsKept: rows.length, findings: irregularitiesOf(rows) };
          },
        },
        clock,
      ),
    );
  const annexRows = await findAnnexRows(store);
  outcomes.push(
    await importOnce(
      store,
      {
        loader: LOADER,
        read: async () => readSuccessions(data, annexRows),
        store: async (rows, session) => {
          await replaceNamedSuccessions(store, rows, session);
          return { rowsKept: rows.length, findings: [] };
        },
      },
      clock,
    ),
    await importOnce(
      store,
      {
        loader: LOADER,
        read: async () => readFindings(data),
        store: async (rows, session) => {
          await replaceFindings(store, rows, session);
          return { rowsKept: rows.length, findings: [] };
        },
      },
      clock,
    ),
  );
  await remakeItems(store);
  await publishEditions(store, clock.now());
  const { all, warned } = await countFindings(store);
  const summary = `${all} irregularities in the notices are known, ${warned} of them to be warned of`;
  return { lines: [...outcomes.map(importLine), summary] };
}

/** Makes items and successions anew when what they are made from is not what they were made from. */
async function remakeItems(store: Connection): Promise<void> {
  const basis = (await listImports(store))
    .map(({ _id, checksum, loader }) => `${_id} ${checksum} ${loader}`)
    .join('\n');
  if ((await findBasis(store)) === basis) return;
  const { items, successions } = makeItems(await findAnnexRows(store), await findNamedSuccessions(store));
  await store.transaction(async (session) => {
    await replaceItems(store, items, session);
    await replaceSuccessions(store, successions, session);
    await storeBasis(store, basis, session);
  });
}
