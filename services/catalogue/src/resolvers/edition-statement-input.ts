import { levelNumber } from '@shanghai/kernel';
import type { EditionStatement } from '../edition/edition-statement.js';
import type { MutationPublishEditionArgs } from '../generated/resolvers.js';
import { shortList } from './recommendation-form-input.js';

const MOST = { changes: 500, parts: 20, levels: 7 } as const;

/** What the Bureau says when it publishes an edition; what is absent stays as it was. */
export function statementOf(input: Omit<MutationPublishEditionArgs, 'idempotencyKey'>): EditionStatement {
  const { edition, effectiveOn, basisDocument, dropped, relevelled, succeeded } = input;
  return {
    edition,
    effectiveOn,
    basisDocument,
    dropped: shortList('dropped', dropped ?? [], MOST.changes),
    relevelled: shortList('relevelled', relevelled ?? [], MOST.changes).map(({ levels, ...item }) => ({
      ...item,
      levels: shortList('relevelled.levels', levels, MOST.levels).map(levelNumber),
    })),
    succeeded: shortList('succeeded', succeeded ?? [], MOST.changes).map(({ to, ...item }) => ({
      ...item,
      to: shortList('succeeded.to', to, MOST.parts).map(({ fullName, code, levels }) => ({
        fullName,
        code: code ?? null,
        levels: levels == null ? null : shortList('succeeded.to.levels', levels, MOST.levels).map(levelNumber),
      })),
    })),
  };
}
