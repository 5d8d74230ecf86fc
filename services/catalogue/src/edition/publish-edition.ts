import { type Refusal, dayAt, weighFindings } from '@shanghai/kernel';
import {
  type Caller,
  type Consequence,
  type Decision,
  type Versioned,
  consequence,
  performAct,
} from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { type StoredAnnexRow, findAnnexRows, replaceAnnexRows } from '../item/annex-row-store.js';
import type { StoredItem } from '../item/item-store.js';
import { makeItems } from '../item/make-items.js';
import { remakeItems } from '../item/remake-items.js';
import { type NamedSuccession, addNamedSuccessions, findNamedSuccessions } from '../succession/succession-store.js';
import { type Comparison, compareEditions } from './compare-editions.js';
import { rowsOfEdition, successionsOf } from './edition-rows.js';
import type { EditionStatement } from './edition-statement.js';
import { type KeptEdition, allEditions, findKeptEdition, saveEdition } from './edition-store.js';
import { hashOf, tellingOf, toldEdition } from './edition-telling.js';
import { CATALOGUE_NOTICE, type Edition } from './editions.js';
import { findPreparedEdition, savePreparedEdition } from './prepared-edition-store.js';
import { PREPARED, type PreparedEdition } from './prepared-edition.js';
import { judgePublication, publicationRules } from './publication-rules.js';

/** Who publishes, and when. */
interface Publishing {
  readonly store: Connection;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly now: Date;
}

/** An edition as it was published, and what changed. */
export interface Publication {
  readonly edition: Edition;
  readonly diff: Comparison;
  readonly isRepeated: boolean;
}

/** An edition with its rows and successions, which are stored with it and not repeated in the journal. */
interface EditionMade extends KeptEdition {
  readonly made: { readonly rows: readonly StoredAnnexRow[]; readonly named: readonly NamedSuccession[] } | null;
}

/**
 * 发布目录: by the Bureau, immutable from then on (CAT-002). The same statement a second time, with whatever key, changes nothing
 * and gets the same answer; another under the same name is EDITION_IMMUTABLE.
 */
export async function publishEdition(
  { store, caller, now }: Publishing,
  { idempotencyKey, ...statement }: EditionStatement & { readonly idempotencyKey: string },
): Promise<Publication | { readonly refusals: readonly Refusal[] }> {
  const id = statement.edition;
  const outcome = await performAct<EditionMade, Refusal>(store, {
    aggregate: `edition/${id}`,
    name: 'publishEdition',
    caller,
    at: now,
    payload: statement,
    idempotencyKey,
    expectedVersion: null,
    guards: ['editions'],
    load: async (session) => notMade(await findKeptEdition(store, id, session)),
    decide: async (_state, session) => decide(store, statement, now, session),
    save: async (state, version, session) => save(store, state, version, session),
    journalled: ({ made: _made, ...edition }) => edition,
  });
  const kept = (await findKeptEdition(store, id))?.state ?? null;
  if (outcome.outcome === 'REFUSED' && (!kept || kept.statementHash !== hashOf(statement)))
    return { refusals: outcome.refusals };
  const diff = await compareEditions({ store, editions: await allEditions(store) }, kept!.previous!, id);
  return { edition: kept!, diff: diff!, isRepeated: outcome.outcome === 'REFUSED' || outcome.isRepeated };
}

async function decide(
  store: Connection,
  statement: EditionStatement,
  now: Date,
  session: ClientSession,
): Promise<Decision<EditionMade, Refusal>> {
  const editions = await allEditions(store, session);
  const rows = await findAnnexRows(store, session);
  const named = await findNamedSuccessions(store, session);
  const prepared = (await findPreparedEdition(store, session))?.state.rows ?? [];
  const previous = editions.findLast(({ kind }) => kind === 'OPEN_CATALOGUE') ?? null;
  const before = rows.filter(({ edition }) => edition === previous?.id);
  const findings = judgePublication({ statement, on: dayAt(now), editions, previous, before, prepared });
  const { refusals, rules } = weighFindings(findings);
  if (refusals.length > 0 || !previous) return { accepted: false, refusals };

  const edition = editionOf(statement, previous, now);
  const own = rowsOfEdition(before, statement, prepared).map((row) => ({ ...row, edition: edition.id }));
  const succeeded = successionsOf(previous.id, statement);
  const { items } = makeItems([...rows, ...own], [...named, ...succeeded], [...editions, edition]);
  const told = tellingOf(edition, items);
  return {
    accepted: true,
    state: { ...toldEdition(edition, told, hashOf(statement)), made: { rows: own, named: succeeded } },
    reason: null,
    grounds: [...publicationRules.immutable.clauses, ...publicationRules.published.clauses],
    rules,
    event: { type: 'edition.published', payload: told },
    consequences: [...(prepared.length > 0 ? [emptied(store)] : []), ...retold(store, editions, items)],
  };
}

/** What it is but for its rows. */
function editionOf(
  { edition: id, effectiveOn, basisDocument, dropped }: EditionStatement,
  previous: Edition,
  now: Date,
): Edition {
  return {
    id,
    kind: 'OPEN_CATALOGUE',
    notice: CATALOGUE_NOTICE,
    annex: `${id}版目录`,
    title: `社会培训评价组织征集遴选职业（工种）目录（${id}版）`,
    effectiveOn,
    basisDocument,
    publishedAt: now,
    previous: previous.id,
    dropped,
  };
}

/** The rows that waited are rows of the edition now, or were dropped by it. */
function emptied(store: Connection): Consequence {
  return consequence<PreparedEdition>({
    aggregate: PREPARED,
    name: 'emptyPreparedEdition',
    load: async (session) => findPreparedEdition(store, session),
    next: () => ({ rows: [] }),
    save: async (state, version, session) => savePreparedEdition(store, state, version, session),
    grounds: [],
    event: null,
  });
}

/** Items of earlier editions have gained relatives: others are told again of the editions that hold such items. */
function retold(
  store: Connection,
  editions: readonly KeptEdition[],
  items: readonly StoredItem[],
): readonly Consequence[] {
  return editions.flatMap((edition) => {
    const told = tellingOf(edition, items);
    const next = toldEdition(edition, told, edition.statementHash);
    if (next.contentHash === edition.contentHash) return [];
    return consequence<KeptEdition>({
      aggregate: `edition/${edition.id}`,
      name: 'relateEdition',
      load: async (session) => findKeptEdition(store, edition.id, session),
      next: () => next,
      save: async (state, version, session) => saveEdition(store, state, version, session),
      grounds: [],
      event: { type: 'edition.published', payload: told },
    });
  });
}

async function save(
  store: Connection,
  { made, ...edition }: EditionMade,
  version: number,
  session: ClientSession,
): Promise<void> {
  await saveEdition(store, edition, version, session);
  if (!made) return;
  await replaceAnnexRows(store, edition.id, made.rows, session);
  await addNamedSuccessions(store, made.named, session);
  await remakeItems(store, await allEditions(store, session), session);
}

function notMade(kept: Versioned<KeptEdition> | null): Versioned<EditionMade> | null {
  return kept && { state: { ...kept.state, made: null }, version: kept.version };
}
