import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerBatch, BATCH_HEADERS, BATCH_PATH, CANCEL_PATH } from './batches.js';
import { compileQuery, type StubAnswer } from './compile-query.js';
import { type Given, type StubGraph, stubGraphs } from './stub-fields.js';
import { type SubgraphName, subgraphNames } from './sdl.js';

/** The stubs of the four subgraphs, each on its port. */
export interface RunningStubs {
  readonly urls: Readonly<Record<SubgraphName, string>>;
  stop(): Promise<void>;
}

/** Longer than a gateway keeps a connection that it does not use. */
const KEEP_ALIVE_MS = 120_000;
const FRESHNESS_PATH = '/freshness';
const FRESHNESS = '{"topics":{},"applied":null}';
/** Shorter than a gateway waits. */
const UNCHANGED_MS = 20_000;
/** More than all gateways together send texts. */
const TEXTS = 1_000;
/** Characters of the messages and answers that a stub remembers. */
const REMEMBERED = 200_000_000;

/** Serves the stubs on the ports, in the order of the names; 0 for any free one. */
export async function startStubs(ports: readonly number[] = [0, 0, 0, 0]): Promise<RunningStubs> {
  const servers = await Promise.all(subgraphNames.map((name, i) => serve(stubGraphs[name], ports[i] ?? 0)));
  const urls = Object.fromEntries(subgraphNames.map((name, i) => [name, urlOf(servers[i]!)]));
  return {
    urls: urls as Record<SubgraphName, string>,
    async stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all(servers.map((server) => once(server, 'close')));
    },
  };
}

async function serve(graph: StubGraph, port: number): Promise<Server> {
  const answer = answerer(graph);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => reply(response, request, () => Buffer.concat(chunks).toString(), answer));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A fault of a stub is told to whoever asks: the bench then finds an answer that is not that of the others. */
function reply(response: ServerResponse, { url }: IncomingMessage, read: () => string, answer: Answer): void {
  try {
    if (url === FRESHNESS_PATH) tellFreshness(response, read());
    else if (url === CANCEL_PATH) response.writeHead(204).end();
    else if (url === BATCH_PATH) send(response, 200, answerBatch(read(), answer));
    else send(response, 200, answer(read()));
  } catch (error) {
    send(response, 500, JSON.stringify({ errors: [{ message: String(error) }] }));
  }
}

/** As a subgraph of this project tells a gateway that keeps answers: at once what it does not know yet, and then for a while nothing. */
function tellFreshness(response: ServerResponse, sent: string): void {
  const { known } = JSON.parse(sent) as { readonly known: string };
  const timer = setTimeout(() => send(response, 200, FRESHNESS), known === FRESHNESS ? UNCHANGED_MS : 0);
  response.once('close', () => clearTimeout(timer));
}

function send(response: ServerResponse, status: number, body: string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...BATCH_HEADERS };
  response.writeHead(status, headers).end(body);
}

/** Answers the body of a request. */
type Answer = (body: string) => string;

/**
 * Makes what answers a message. Each message is answered once and then remembered, so that a stub costs next to nothing: a gateway
 * that waits for all it has asked at once would else be measured with the stubs, and one that is busy all the time would not.
 */
function answerer(graph: StubGraph): Answer {
  const answer = compiledAnswerer(graph);
  const known = new Map<string, string>();
  let size = 0;
  return (body) => {
    const found = known.get(body);
    if (found !== undefined) return found;
    const made = answer(body);
    size += body.length + made.length;
    if (size > REMEMBERED) {
      known.clear();
      size = body.length + made.length;
    }
    // A copy: a part of a batch would hold on to all of it.
    known.set(Buffer.from(body).toString(), made);
    return made;
  };
}

function compiledAnswerer(graph: StubGraph): Answer {
  const compiled = new Map<string, StubAnswer>();
  return (body) => {
    const { query, variables } = JSON.parse(body) as { readonly query: string; readonly variables?: Given | null };
    let answer = compiled.get(query);
    if (!answer) {
      if (compiled.size >= TEXTS) compiled.clear();
      answer = compileQuery(graph, query);
      compiled.set(query, answer);
    }
    return JSON.stringify({ data: answer(variables ?? {}) });
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a stub has no port');
  return `http://127.0.0.1:${address.port}/graphql`;
}
