import { dayAt } from '@shanghai/kernel';
import { readAccessRules, type Running, version } from '@shanghai/platform';
import { type DocumentNode, type OperationDefinitionNode, parse } from 'graphql';
import { createHash } from 'node:crypto';
import type { Executor } from '../execution/executor.js';
import { scopeOf } from '../execution/subgraph/access-scope.js';
import type { GatewayContext } from '../request-context.js';
import { type AnswerCache, type AnswerCacheOptions, createAnswerCache, type MadeAnswer } from './answer-cache.js';
import { readCacheRules } from './cache-directives.js';
import { type FreshnessWatchOptions, watchFreshness } from './freshness-watch.js';
import { type Keeping, type KeepingRules, keepingOf } from './keeping.js';

/** An operation that is asked for. */
export interface KeptQuestion {
  readonly document: DocumentNode;
  readonly documentHash: string;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Answers that everyone may read, given again until something changes. */
export interface KeptAnswers extends Running {
  /** Where the answer to a question may be kept now; undefined where it has to be made. */
  placeOf(question: KeptQuestion, context: GatewayContext): Place | undefined;
  /** Says that acts of the operation were carried out: what their subgraphs answer is made anew for a while. */
  noteAct(question: KeptQuestion): void;
}

/** Where one answer is kept. */
export interface Place {
  /** For how long at the most. */
  readonly seconds: number;
  /** The answer as it is in this process already. */
  peek(): Buffer | undefined;
  /** The answer as it is kept, else made. */
  answer(make: () => Promise<MadeAnswer>): Promise<MadeAnswer>;
}

export type KeptAnswersOptions = AnswerCacheOptions & FreshnessWatchOptions;

/** Until then an act has been told to everyone, or the relay is behind and the time of an answer has to end. */
const AFTER_ACT_MS = 2_000;

/** What is known of an operation, as long as the schema stays. */
interface Known {
  readonly keeping: Keeping | null;
  readonly subgraphs: readonly string[];
  /** The version of all it reads, and the count of what was told by which it is that. */
  version: string | null;
  told: number;
}

/** Makes the answers of a graph keepable. */
export function keepAnswers(executor: Executor, options: KeptAnswersOptions): KeptAnswers {
  const cache: AnswerCache = createAnswerCache(options);
  // An answer of the new version must not be made of a read that began under the old one.
  const watch = watchFreshness({ ...options, onTold: () => executor.separateReads() });
  const acted = new Map<string, number>();
  let rules = rulesNow();
  let known = new WeakMap<OperationDefinitionNode, Known>();
  executor.onSchemaChange(() => {
    rules = rulesNow();
    known = new WeakMap();
  });

  function rulesNow(): KeepingRules & { readonly id: string } {
    const { supergraphSdl, schema } = executor;
    const access = readAccessRules(parse(supergraphSdl, { noLocation: true }));
    // Answers of other software are not those of this one, though the schema may be the same.
    const id = createHash('sha256').update(version).update(supergraphSdl).digest('base64url');
    return { schema, access, cache: readCacheRules(supergraphSdl), id };
  }

  function knownOf({ document, documentHash, operation, operationName }: KeptQuestion): Known {
    const found = known.get(operation);
    if (found) return found;
    const keeping = keepingOf(rules, document, operation);
    const subgraphs = keeping ? executor.subgraphsOf({ document, documentHash, operationName }) : [];
    const made = { keeping, subgraphs, version: null, told: -1 };
    known.set(operation, made);
    return made;
  }

  function versionOf(one: Known): string | null {
    if (one.told !== watch.told) {
      one.version = watch.versionOf(one.keeping!.tags, one.subgraphs);
      one.told = watch.told;
    }
    return one.version;
  }

  function isJustActed(subgraph: string): boolean {
    const at = acted.get(subgraph);
    return at !== undefined && performance.now() - at < AFTER_ACT_MS;
  }

  return {
    placeOf(question, { caller, stamp }) {
      const one = knownOf(question);
      if (!one.keeping || one.subgraphs.some(isJustActed)) return undefined;
      const told = versionOf(one);
      if (told === null) return undefined;
      const { documentHash, operationName = '', variables } = question;
      // Two callers of one scope are told the same of what everyone may read.
      const asked = `${documentHash} ${operationName} ${dayAt(stamp.now)} ${scopeOf(caller)}`;
      const key = `${rules.id} ${asked} ${told} ${JSON.stringify(variables)}`;
      return {
        seconds: one.keeping.seconds,
        peek: () => cache.peek(key),
        answer: async (make) => cache.answer(key, make),
      };
    },
    noteAct({ document, documentHash, operationName }) {
      for (const name of executor.subgraphsOf({ document, documentHash, operationName }))
        acted.set(name, performance.now());
    },
    async stop() {
      await Promise.all([watch.stop(), cache.stop()]);
    },
  };
}
