import { once } from 'node:events';
import { connect } from 'node:net';

/** What came back: nothing of it is assumed to be well-formed. */
export interface Reply {
  readonly status: number;
  readonly codes: readonly string[];
  readonly reasons: readonly unknown[];
  readonly text: string;
  readonly headers: Headers;
}

const AS_THE_PROTOCOL_SAYS = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** Sends a body as it is. */
export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return replyOf(
    await fetch(`${url}/graphql`, { method: 'POST', headers: { ...AS_THE_PROTOCOL_SAYS, ...headers }, body }),
  );
}

/** Sends a request as JSON: `query`, `variables` and whatever else. */
export async function send(url: string, request: object, headers: Record<string, string> = {}): Promise<Reply> {
  return post(url, JSON.stringify(request), headers);
}

/** Asks by GET. */
export async function get(url: string, parameters: Record<string, string>, headers: Record<string, string> = {}) {
  const search = new URLSearchParams(parameters).toString();
  const accept = AS_THE_PROTOCOL_SAYS.accept;
  return replyOf(await fetch(`${url}/graphql?${search}`, { headers: { accept, ...headers } }));
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: Record<string, unknown> }[] };
  return {
    status: response.status,
    codes: errors.map(({ extensions }) => String(extensions['code'])),
    reasons: errors.map(({ extensions }) => extensions['reason']),
    text,
    headers: response.headers,
  };
}

/** Writes bytes to the server's port and collects all that it answers until it closes the connection, or `until` is read. */
export async function raw(url: string, text: string, until?: RegExp): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(text);
  let answer = '';
  // A server that refuses may close while it is still sent to.
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    answer += bytes.toString();
    if (until?.test(answer)) socket.destroy();
  });
  await once(socket, 'close');
  return answer;
}

/** The longest that anybody may wait while somebody else does harm. */
const LONGEST_WAIT_MS = 2_000;

/** Does something while somebody else goes on asking: every one of their answers must be good and come soon. */
export async function withBystander<T>(url: string, act: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const asking = keepAsking(url, over.signal);
  const outcome = await act().finally(() => over.abort());
  const longest = await asking;
  if (longest > LONGEST_WAIT_MS) throw new Error(`the bystander waits ${longest} ms`);
  return outcome;
}

/** Asks at least once, and tells the longest wait in milliseconds. */
async function keepAsking(url: string, over: AbortSignal): Promise<number> {
  let longest = 0;
  do {
    const startedAt = performance.now();
    const { status, text } = await send(url, { query: '{ districts { code } }' });
    if (status !== 200 || !text.includes('310115')) throw new Error(`the bystander is answered ${status}: ${text}`);
    longest = Math.max(longest, performance.now() - startedAt);
  } while (!over.aborted);
  return longest;
}
