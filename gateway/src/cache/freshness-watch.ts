import {
  ASSERTION_HEADER,
  type Clock,
  type Freshness,
  type Logger,
  LogEvent,
  publicCaller,
  type Running,
  signAssertion,
} from '@shanghai/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { z } from 'zod';

export interface FreshnessWatchOptions {
  /** Where each subgraph answers, by its name: `http://127.0.0.1:4001/graphql`. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly assertionKey: string;
  readonly machineClock: Clock;
  readonly log: Logger;
  /** Hears that something was told. */
  readonly onTold?: () => void;
}

/** What the subgraphs tell of how new their answers are. */
export interface FreshnessWatch extends Running {
  /** Counts what was told: as long as it stays, every version does. */
  readonly told: number;
  /** The version of everything under the tags in the answers of some subgraphs; null where one of them does not tell. */
  versionOf(tags: readonly string[], subgraphs: readonly string[]): string | null;
}

/** Longer than a subgraph lets a question wait. */
const ANSWER_MS = 30_000;
const AGAIN_MS = 500;

const freshnessShape = z.object({
  topics: z.record(z.string(), z.number()),
  applied: z.number().nullable(),
});

/** Asks every subgraph, again and again, to say when something has changed. One that does not answer has no versions till it does. */
export function watchFreshness(options: FreshnessWatchOptions): FreshnessWatch {
  const { subgraphUrls, log } = options;
  const known = new Map<string, Freshness>();
  const stopping = new AbortController();
  let told = 0;
  const tell = (): void => {
    told++;
    options.onTold?.();
  };
  const watches = Object.entries(subgraphUrls).map(([name, url]) => createWatch(name, new URL(url), options));
  const running = watches.map(async (watch) => follow(watch));

  async function follow({ name, ask, close }: Watch): Promise<void> {
    let last = '';
    const next = async (): Promise<void> => {
      const text = await ask(last, stopping.signal);
      if (text === last) return;
      known.set(name, freshnessShape.parse(JSON.parse(text)));
      last = text;
      tell();
    };
    const failed = async (error: unknown): Promise<void> => {
      if (known.delete(name)) tell();
      last = '';
      if (stopping.signal.aborted) return;
      log.info({ event: LogEvent.FRESHNESS_UNTOLD, subgraph: name, err: error }, 'a subgraph does not tell changes');
      await delay(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    };
    while (!stopping.signal.aborted) await next().catch(failed);
    await close();
  }

  return {
    get told() {
      return told;
    },
    versionOf(tags, subgraphs) {
      const parts: string[] = [];
      for (const name of subgraphs) {
        const freshness = known.get(name);
        if (!freshness) return null;
        for (const tag of tags) parts.push(versionOf(freshness, tag));
      }
      return parts.join();
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/**
 * Changes when something under the tag is told, since it may be the subgraph's own act, and again as long as consumers take it
 * in, since it may be another's.
 */
function versionOf({ topics, applied }: Freshness, tag: string): string {
  const position = topics[tag] ?? 0;
  return applied === null || applied >= position ? String(position) : `${position}:${applied}`;
}

interface Watch {
  readonly name: string;
  readonly ask: (known: string, signal: AbortSignal) => Promise<string>;
  readonly close: () => Promise<void>;
}

function createWatch(name: string, url: URL, { assertionKey, machineClock }: FreshnessWatchOptions): Watch {
  const { pathname: path } = new URL('freshness', url);
  const pool = new Pool(url.origin, { connections: 1, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS });
  return {
    name,
    close: async () => pool.destroy(),
    async ask(known, signal) {
      const sent = JSON.stringify({ known });
      const now = machineClock.now();
      const asserted = { now, requestId: randomUUID(), caller: publicCaller };
      const message = { method: 'POST', path, body: sent, issuedAt: now };
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path,
        headers: {
          'content-type': 'application/json',
          [ASSERTION_HEADER]: signAssertion(assertionKey, asserted, message),
        },
        body: sent,
        signal,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`status ${statusCode}`);
      return text;
    },
  };
}
