import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** A question with the text that answers it when nothing is wrong. */
export interface KnownQuestion {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: string;
}

/** What became of a question. */
export type Outcome =
  /** The answer that is known. */
  | 'GOOD'
  /** 503 or 429, with when to come back. */
  | 'SHED'
  /** A subgraph is named that is not available, which it was not. */
  | 'PARTIAL'
  /** The same, after all the time that a subgraph may take. */
  | 'LATE'
  /** Any other answer. */
  | 'WRONG'
  /** None: a connection that broke, another status. */
  | 'LOST';

export interface Asked {
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** What shows that it was wrong or lost. */
  readonly detail?: string;
}

/** What a gateway gives a subgraph, a little less by its own clock. */
const DEADLINE_MS = 7_900;

/** To each gateway: more than it lets in at a time. */
const CONNECTIONS = 500;
/** How long an idle one is kept: less than a gateway keeps it (72 s), else a question may meet one that is being closed. */
const IDLE_MS = 60_000;

const agent = new Agent({
  keepAlive: true,
  timeout: IDLE_MS,
  maxSockets: CONNECTIONS,
  maxFreeSockets: CONNECTIONS,
});

/**
 * Opens all connections to a gateway, as a proxy that stands before several keeps them. Node 20 takes one new connection in each
 * turn of its event loop, so that a spike over connections of its own would first measure that.
 */
export async function openConnections(url: string): Promise<void> {
  const opened = Array.from({ length: CONNECTIONS }, async () => {
    const [response] = (await once(get(`${url}/healthz`, { agent }), 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
  });
  await Promise.all(opened);
}

/** Closes the connections that are kept. */
export function closeConnections(): void {
  agent.destroy();
}

/** Sends a request as it is; its status, when to come back, and the text. */
export async function post(
  url: string,
  { body, headers }: Pick<KnownQuestion, 'body' | 'headers'>,
): Promise<{ readonly status: number; readonly retryAfter: string | undefined; readonly text: string }> {
  const sent = request(`${url}/graphql`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return {
    status: response.statusCode!,
    retryAfter: response.headers['retry-after'],
    text: Buffer.concat(parts).toString(),
  };
}

/** Asks and judges the answer. */
export async function askKnown(url: string, question: KnownQuestion): Promise<Asked> {
  const startedAt = performance.now();
  const judged = await post(url, question).then(
    (answer) => judge(answer, question),
    (error: unknown) => ({ outcome: 'LOST' as const, detail: String(error) }),
  );
  const milliseconds = performance.now() - startedAt;
  const isLate = judged.outcome === 'PARTIAL' && milliseconds >= DEADLINE_MS;
  return { ...judged, ...(isLate && { outcome: 'LATE' as const }), milliseconds };
}

function judge(
  { status, retryAfter, text }: Awaited<ReturnType<typeof post>>,
  { answer, body }: KnownQuestion,
): Omit<Asked, 'milliseconds'> {
  if (status === 200 && text === answer) return { outcome: 'GOOD' };
  if ((status === 503 || status === 429) && Number(retryAfter) > 0) return { outcome: 'SHED' };
  if (status !== 200) return { outcome: 'LOST', detail: `${status}: ${text.slice(0, 300)}` };
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  const codes = new Set(errors.map(({ extensions }) => extensions.code));
  if (codes.has('SUBGRAPH_UNAVAILABLE')) return { outcome: 'PARTIAL' };
  return { outcome: 'WRONG', detail: `${body.slice(0, 200)} is answered ${text.slice(0, 500)}` };
}

/** How many became what, and the first few that show a fault. */
export type Tally = Readonly<Record<Outcome, number>> & { readonly details: readonly string[] };

/** The tally of some and of others; hours of questions would be too many to keep. */
export function together(a: Tally, b: Tally): Tally {
  return {
    ...{ GOOD: a.GOOD + b.GOOD, SHED: a.SHED + b.SHED, PARTIAL: a.PARTIAL + b.PARTIAL },
    ...{ LATE: a.LATE + b.LATE, WRONG: a.WRONG + b.WRONG, LOST: a.LOST + b.LOST },
    details: [...a.details, ...b.details].slice(0, 3),
  };
}

/** Counts what became of questions. */
export function tally(all: readonly Asked[]): Tally {
  const count = (of: Outcome): number => all.filter(({ outcome }) => outcome === of).length;
  return {
    ...{ GOOD: count('GOOD'), SHED: count('SHED'), PARTIAL: count('PARTIAL'), WRONG: count('WRONG') },
    ...{ LATE: count('LATE'), LOST: count('LOST') },
    details: all.flatMap(({ detail }) => detail ?? []).slice(0, 3),
  };
}

/** So many clients that ask as soon as they are answered, for a time. */
export async function saturate(clients: number, forMs: number, ask: () => Promise<Asked>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const end = performance.now() + forMs;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) asked.push(await ask());
    }),
  );
  return asked;
}

const TICK_MS = 10;

/** Asks so often in a second, however it is answered, until the signal; it waits for the last answers. */
export async function offer(
  perSecond: number,
  until: AbortSignal,
  ask: () => Promise<Asked>,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const underWay = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let sent = 0; !until.aborted;) {
    for (const due = ((performance.now() - startedAt) / 1_000) * perSecond; sent < due; sent++) {
      const one: Promise<void> = ask().then((answer) => {
        asked.push(answer);
        underWay.delete(one);
      });
      underWay.add(one);
    }
    await delay(TICK_MS);
  }
  await Promise.all(underWay);
  return asked;
}
