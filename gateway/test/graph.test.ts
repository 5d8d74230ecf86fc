import { beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock } from '@shanghai/platform';
import { ask, type Json, useTinyGraph } from './running.js';

const graph = useTinyGraph(fixedClock(new Date('2025-03-20T01:00:00Z')));
let url: string;

beforeAll(async () => {
  ({ url } = await graph().gateway());
});

describe('an operation', () => {
  test('joins an entity across subgraphs, and tells what that cost', async () => {
    const { data, errors, cost } = await ask(url, '{ authors { name book { name } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      authors: [
        { name: 'Lu Xun', book: { name: 'Call to Arms' } },
        { name: 'Ba Jin', book: null },
      ],
    });
    expect(cost).toEqual({ subgraphs: 2, store: 3 });
  });

  test('is answered to GET too, by the address alone', async () => {
    const query = encodeURIComponent('{ author(code: "1") { name } }');
    const asked = await fetch(`${url}/graphql?query=${query}`);
    expect(await asked.json()).toMatchObject({ data: { author: { name: 'Lu Xun' } } });
  });

  test('says to HEAD what it would say to GET, without the answer', async () => {
    const at = `${url}/graphql?query=${encodeURIComponent('{ author(code: "1") { name } }')}`;
    const [asked, got] = [await fetch(at, { method: 'HEAD' }), await fetch(at)];
    const told = ({ status, headers }: Response) => [
      status,
      headers.get('content-type'),
      headers.get('content-length'),
    ];
    expect(told(asked)).toEqual(told(got));
    expect([await asked.text(), await got.text()]).toEqual(['', expect.stringContaining('Lu Xun')]);
  });

  test('that a form of any page could post is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const body = JSON.stringify({ query: '{ __typename }' });
      const asked = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
      expect(asked.status).toBeGreaterThanOrEqual(400);
      expect(asked.status).toBeLessThan(500);
    }
  });

  test('has one instant and one id in every subgraph', async () => {
    const { data, headers } = await ask(url, '{ instant instantOfBooks }', {}, { 'x-request-id': 'abc-1' });
    expect(data).toEqual({
      instant: 'abc-1 2025-03-20T01:00:00.000Z',
      instantOfBooks: 'abc-1 2025-03-20T01:00:00.000Z',
    });
    expect(headers.get('x-request-id')).toBe('abc-1');
  });

  test('costs its own calls, whatever else is asked at the same time', async () => {
    const answers = await Promise.all(
      ['{ authors { name book { name } } }', '{ author(code: "1") { name } }', '{ __typename }'].map((query) =>
        ask(url, query),
      ),
    );
    expect(answers.map(({ cost }) => cost)).toEqual([
      { subgraphs: 2, store: 3 },
      { subgraphs: 1, store: 1 },
      { subgraphs: 0, store: 0 },
    ]);
  });

  test('that operationName does not name is refused with 400', async () => {
    const { status, errors } = await ask(url, 'query A { __typename }', { operationName: 'B' });
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
    expect((await ask(url, 'query A { __typename } query C { __typename }')).status).toBe(400);
  });

  test('is chosen by operationName', async () => {
    const query = 'query A { authors { code } } query B { author(code: "2") { name } }';
    expect((await ask(url, query, { operationName: 'B' })).data).toEqual({ author: { name: 'Ba Jin' } });
    expect((await ask(url, query, { operationName: 'A' })).data.authors).toHaveLength(2);
  });

  test('of fragments that double is refused before it is planned', async () => {
    const depth = 30;
    const fragments = Array.from({ length: depth }, (_, n) => {
      const next = n + 1 < depth ? `book { author { ...F${n + 1} ...F${n + 1} } }` : 'name';
      return `fragment F${n} on Author { ${next} }`;
    });
    const { status } = await ask(url, `{ authors { ...F0 } } ${fragments.join(' ')}`);
    expect(status).toBe(400);
  });
});

describe('an error', () => {
  test.each([
    ['a literal at the root', '{ author(code: "x") { name } }', {}, 'code'],
    ['a variable at the root', 'query ($c: Code!) { author(code: $c) { name } }', { c: 'x' }, 'c'],
    ['a literal under an entity', '{ authors { book(code: "x") { name } } }', {}, 'code'],
  ])('of a scalar reaches the client with its code and argument: %s', async (_, query, variables, argument) => {
    const { errors } = await ask(url, query, { variables });
    const extensions = { code: 'BAD_USER_INPUT', scalar: 'Code', value: 'x', argument };
    expect(errors).toEqual([expect.objectContaining({ message: '应为数字', extensions })]);
  });

  test('of a resolver reaches the client with its path and listed details only', async () => {
    const { data, errors } = await ask(url, '{ refuse }');
    expect(data).toEqual({ refuse: null });
    expect(errors).toEqual([
      { message: 'this is refused', path: ['refuse'], extensions: { code: 'BAD_USER_INPUT', argument: 'this' } },
    ]);
  });

  test('of ours is masked', async () => {
    const { errors } = await ask(url, '{ break }');
    expect(errors).toEqual([
      {
        message: 'Internal server error',
        path: ['break'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', subgraph: 'authors' },
      },
    ]);
  });

  test('stands for every null that a type forbids', async () => {
    const { data, errors } = await ask(url, '{ lost { born } }');
    expect(data).toEqual({ lost: null });
    expect(errors?.map(({ extensions }: Json) => extensions)).toEqual([{ code: 'INCOMPLETE_ANSWER' }]);
    expect(errors?.[0].path[0]).toBe('lost');
  });

  test('of a value of the wrong type is BAD_USER_INPUT before any subgraph is asked', async () => {
    const { errors, cost, status } = await ask(url, 'query ($c: Code!) { author(code: $c) { name } }');
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(cost.subgraphs).toBe(0);
    expect(status).toBe(400);
  });
});

describe('a subgraph that is down', () => {
  const closed = 'http://127.0.0.1:9/graphql';

  test('leaves the rest of the answer, with a code and its name only', async () => {
    const gateway = await graph().gateway({ subgraphUrls: { ...graph().urls, books: closed } });
    const { data, errors, status } = await ask(gateway.url, '{ author(code: "1") { name book { name } } }');
    expect(status).toBe(200);
    expect(data).toEqual({ author: { name: 'Lu Xun', book: null } });
    expect(errors).toHaveLength(1);
    expect(errors?.[0].extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'books' });
    expect(JSON.stringify(errors)).not.toMatch(/127\.0|ECONN|serviceName/);
  });

  test('is one that answers with something else, too', async () => {
    const notAGraph = graph().urls.books.replace('/graphql', '/healthz');
    const gateway = await graph().gateway({ subgraphUrls: { ...graph().urls, books: notAGraph } });
    const { errors } = await ask(gateway.url, '{ author(code: "1") { name book { name } } }');
    expect(errors?.[0].extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'books' });
  });
});
