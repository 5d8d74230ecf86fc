import { type Clock, type ImportOutcome, type PrepareReport, importLine, importOnce } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { createEditions } from './edition/edition-store.js';
import { annexedEditions } from './edition/editions.js';
import { createPreparedEdition } from './edition/prepared-edition-store.js';
import { knownEditions, tellEditions } from './edition/tell-editions.js';
import { countFindings, createFindingIndexes, replaceFindings } from './finding/finding-store.js';
import { readFindings } from './finding/read-findings.js';
import { createAnnexRowIndexes, findAnnexRows, replaceAnnexRows } from './item/annex-row-store.js';
import { createItemIndexes } from './item/item-store.js';
import { irregularitiesOf, readAnnex } from './item/read-annex.js';
import { remakeItemsIfChanged } from './item/remake-items.js';
import { createRuleApplications } from './ledger/application-store.js';
import { createRuleHomes } from './ledger/home-store.js';
import { createPolicyRules, replacePolicyRules } from './ledger/policy-rule-store.js';
import { readPolicyRules } from './ledger/read-ledger.js';
import { createRecommendationIndexes } from './recommendation/recommendation-store.js';
import { createRounds } from './round/round-store.js';
import { readSuccessions } from './succession/read-successions.js';
import { createSuccessionIndexes, replaceNamedSuccessions } from './succession/succession-store.js';

/** Raised when stored rows change their meaning: the files are then loaded again. */
const LOADER = 1;

const annexedIds = annexedEditions.map(({ id }) => id);

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
      createEditions,
      createPreparedEdition,
      createRecommendationIndexes,
      createRounds,
      createPolicyRules,
      createRuleHomes,
      createRuleApplications,
    ].map(async (create) => create(store)),
  );
  const outcomes: ImportOutcome[] = [];
  for (const edition of annexedEditions)
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
          await replaceNamedSuccessions(store, annexedIds, rows, session);
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
  outcomes.push(
    await importOnce(
      store,
      {
        loader: LOADER,
        read: async () => readPolicyRules(data),
        store: async (rows, session) => {
          await replacePolicyRules(store, rows, session);
          return { rowsKept: rows.length, findings: [] };
        },
      },
      clock,
    ),
  );
  await remakeItemsIfChanged(store, await knownEditions(store));
  await tellEditions(store, clock.now());
  const { all, warned } = await countFindings(store);
  const summary = `${all} irregularities in the notices are known, ${warned} of them to be warned of`;
  return { lines: [...outcomes.map(importLine), summary] };
}
