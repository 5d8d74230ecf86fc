import { LRUCache } from 'lru-cache';
import type { KeptQuestion } from '../cache/kept-answers.js';
import type { Executor } from '../execution/executor.js';

/** A question as it was read, checked and priced for a role, whose answer everyone may read. */
export interface KnownQuestion {
  readonly role: string;
  readonly question: KeptQuestion;
}

/** What requests said whose answers were at hand. */
export interface KnownQuestions {
  /** What the text of a request asks, where one of the role has asked it before and it could be answered from memory. */
  find(text: string, role: string): KeptQuestion | undefined;
  keep(text: string, known: KnownQuestion): void;
}

/** Characters of all texts that are kept, two bytes each at the most. */
const KEPT_CHARACTERS = 8_000_000;

/**
 * Remembers what requests said, so that the same text is not read, checked and priced again: what comes of it depends on the
 * text, the role and the schema alone.
 */
export function createKnownQuestions(executor: Executor): KnownQuestions {
  const known = new LRUCache<string, KnownQuestion>({
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (_known, text) => text.length,
  });
  executor.onSchemaChange(() => known.clear());
  return {
    find(text, role) {
      const found = known.get(text);
      return found?.role === role ? found.question : undefined;
    },
    keep: (text, one) => void known.set(text, one),
  };
}
