import { rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { StartupError } from '@shanghai/platform';
import { parse, print } from 'graphql';
import { ask, log, useTinyGraph } from './running.js';
import { authors, books, compose, gate } from './tiny-graph.js';

const graph = useTinyGraph();

/** The books with one more field, as a later version of the service has it. */
const booksWithYear = {
  ...books,
  typeDefs: parse(print(books.typeDefs).replace('name: String!', 'name: String! year: Int')),
};

async function knowsYear(url: string): Promise<boolean> {
  const { data } = await ask(url, '{ __type(name: "Book") { fields { name } } }');
  return (data.__type.fields as { name: string }[]).some(({ name }) => name === 'year');
}

describe('a supergraph file', () => {
  const path = (): string => join(graph().folder, 'watched.graphql');
  afterEach(() => rm(path(), { force: true }));

  test('that changes is loaded, and a broken one is refused while the old one serves on', async () => {
    await writeFile(path(), compose(authors, books));
    let refused = (): void => undefined;
    const isRefused = new Promise<void>((resolve) => (refused = resolve));
    const watching = Object.assign(Object.create(log) as typeof log, { error: () => refused() });
    const { url } = await graph().gateway({ supergraph: { path: path(), watch: true }, log: watching });
    expect(await knowsYear(url)).toBe(false);

    await writeFile(path(), compose(authors, booksWithYear));
    while (!(await knowsYear(url)));

    await writeFile(path(), 'type Query { broken');
    await isRefused;
    expect(await knowsYear(url)).toBe(true);
    expect((await ask(url, '{ author(code: "1") { name book { name } } }')).errors).toBeUndefined();
  });

  test.each([
    ['is not there', 'missing.graphql', undefined],
    ['is broken', 'watched.graphql', 'type Query { broken'],
  ])('that %s keeps the gateway from starting, in one line', async (_, name, text) => {
    if (text !== undefined) await writeFile(path(), text);
    const failure = await graph()
      .gateway({ supergraph: { path: join(graph().folder, name) } })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    expect((failure as Error).message).not.toContain('\n');
  });

  test('with a subgraph that has no URL keeps it from starting, too', async () => {
    await expect(graph().gateway({ subgraphUrls: { authors: graph().urls.authors } })).rejects.toThrow(/books/);
  });
});

describe('the page at /', () => {
  test('is GraphiQL with the named operations, and loads nothing from elsewhere', async () => {
    const { url } = await graph().gateway();
    const response = await fetch(url);
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
    expect(page).toContain('query AuthorPage');
    expect(page).toContain(JSON.stringify('{ "code": "1" }').slice(1, -1));
    const tags = page.replaceAll(/<(script|style)\b[^>]*>[^]*?<\/\1>/g, '').match(/<(script|link|img|iframe)\b[^>]*>/g);
    expect(tags?.filter((tag) => /(src|href)="(?!data:)/.test(tag))).toEqual([]);
    expect(page).not.toMatch(/<script[^>]+src=/);
  });
});

describe('in production', () => {
  test('there is no page, no introspection, no cost, no suggestion of names', async () => {
    const { url } = await graph().gateway({ production: true });
    expect((await fetch(url)).status).toBe(404);
    const { errors, headers } = await ask(url, '{ __schema { queryType { name } } }');
    expect(errors).toBeDefined();
    expect(headers.get('server-timing')).toBeNull();
    expect(JSON.stringify((await ask(url, '{ author(code: "1") { nam } }')).errors)).not.toContain('"name"');
  });
});

describe('a gateway', () => {
  test('says that it is alive and ready', async () => {
    const { url } = await graph().gateway();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: 'ready',
      checks: { supergraph: 'ok', authors: 'ok', books: 'ok' },
    });
  });

  test('that is stopped first answers what it was asked', async () => {
    const gateway = await graph().gateway();
    const { url } = gateway;
    const entered = new Promise<void>((resolve) => (gate.entered = resolve));
    let open = (): void => undefined;
    gate.open = new Promise<void>((resolve) => (open = resolve));
    const slow = ask(url, '{ slow }');
    await entered;
    const stopped = gateway.stop();
    open();
    expect((await slow).data).toEqual({ slow: 1 });
    await stopped;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test('gives up on a subgraph that takes too long', async () => {
    const { url } = await graph().gateway({ resilience: { timeoutMs: 50 } });
    let open = (): void => undefined;
    gate.open = new Promise<void>((resolve) => (open = resolve));
    const { errors } = await ask(url, '{ slow }');
    open();
    expect(errors?.[0].extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'authors' });
  });
});

test('the process refuses an environment without subgraphs in one line', async () => {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], { env: { SUBGRAPH_URLS: 'x' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(printed).toMatch(/^gateway: the environment is not usable: SUBGRAPH_URLS: [^\n]*\n$/);
});
