import { beforeAll, describe, expect, test } from '@jest/globals';
import { insertCertificates } from '@shanghai/certification';
import { LogEvent, createLog } from '@shanghai/platform';
import { send } from '../bad-inputs/sending.js';
import { useGraph } from '../graph/graph.js';
import { graphCertificate } from '../graph/graph-certificate.js';

const graph = useGraph();
const NAME = '示例张三';
const NUMBER = 'SH00000000000000000001';
const VERIFY =
  'query ($number: FormText!, $name: FormText!) { verifyCertificate(number: $number, name: $name) { verdict } }';

beforeAll(async () => {
  const certificate = graphCertificate({ number: NUMBER, name: NAME, idNumber: '310101199001011234' });
  await insertCertificates(graph().subgraph('certification').connection, [{ ...certificate, version: 1 }]);
});

/** A page as a browser opens it. */
async function get(url: string) {
  const answer = await fetch(url);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** A gateway whose log is kept, and which believes addresses that are told. */
async function watched() {
  const lines: string[] = [];
  const log = createLog('gateway', 'warn', { write: (line: string) => void lines.push(line) });
  const { url } = await graph().gateway({ log, protection: { trustedProxies: ['127.0.0.1'] } });
  const from = (address: string, body: object) => send(url, body, { 'x-forwarded-for': address });
  return { url, from, events: () => lines.filter((line) => line.includes(LogEvent.LOOKUPS_EXCEEDED)) };
}

describe('SECURITY 6: numbers that are tried one after the other', () => {
  test('are answered sixty times a minute, told once as an event, and others are served', async () => {
    const { from, events } = await watched();
    const codes: Record<string, number> = {};
    for (let at = 0; at < 1_000; at++) {
      const number = `SH${String(at).padStart(20, '0')}`;
      const { status, headers } = await from('10.0.0.1', { query: VERIFY, variables: { number, name: NAME } });
      codes[status] = (codes[status] ?? 0) + 1;
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(codes).toEqual({ 200: 60, 429: 940 });
    expect(events()).toHaveLength(1);
    expect(events()[0]).not.toMatch(/10\.0\.0\.1|SH0|示例/);
    const own = { query: VERIFY, variables: { number: NUMBER, name: NAME } };
    expect((await from('10.0.0.2', own)).status).toBe(200);
    expect((await from('10.0.0.1', { query: '{ __typename }' })).status).toBe(200);
  });

  test('are counted one by one under other names, in fragments, and as tries of a link', async () => {
    const { from } = await watched();
    const look = (at: number) => `a${at}: verifyCertificate(number: "${at}", name: "x") { verdict }`;
    const ten = `{ ${Array.from({ length: 5 }, (_, at) => look(at)).join(' ')} ...F } fragment F on Query { ${Array.from({ length: 5 }, (_, at) => look(at + 5)).join(' ')} }`;
    const statuses = [];
    for (let sent = 0; sent < 7; sent++) statuses.push((await from('10.0.0.3', { query: ten })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    const tries = 'mutation { openShareLink(token: "x", idempotencyKey: "lookups-1") { __typename } }';
    expect((await from('10.0.0.3', { query: tries })).status).toBe(429);
  });
});

describe('the pages of verification', () => {
  const post = async (url: string, body: string) =>
    fetch(`${url}/pages/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

  test('begin with a form that sends what is typed in its body, to this place alone', async () => {
    const { url } = await watched();
    const { status, text, headers } = await get(`${url}/pages/verify`);
    expect(status).toBe(200);
    expect(text).toContain('<form method="post" action="/pages/verify"');
    expect(headers.get('content-security-policy')).toMatch(/form-action 'self'.*sandbox allow-forms$/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('answer it with a page that nothing keeps, and that sends nothing', async () => {
    const { url } = await graph().gateway({ protection: { publicUrl: 'https://skills.example' } });
    const answer = await post(url, form({ number: NUMBER, name: NAME }));
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('核验通过');
    expect(text).not.toContain(NAME);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toMatch(/form-action 'none'.*sandbox$/);
  });

  test.each([
    ['nothing', '', 400],
    ['no name', form({ number: NUMBER }), 400],
    ['two names', `${form({ number: NUMBER, name: NAME })}&name=x`, 400],
    ['control characters', form({ number: 'a\u0000b', name: NAME }), 404],
    ['more than a form holds', form({ number: 'x'.repeat(3_000), name: NAME }), 413],
    ['another name', form({ number: NUMBER, name: '示例李四' }), 200],
  ])('given %s say no more than that', async (_, body, status) => {
    const { url } = await watched();
    const answer = await post(url, body);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('示例养老护理员');
  });

  test('show what a share link shows, and nothing once it has ended', async () => {
    const { url, from } = await watched();
    const CREATE = `mutation { createShareLink(number: "${NUMBER}", name: "${NAME}", idLastFour: "1234", idempotencyKey: "page-share-1") {
      ... on ShareLinkCreated { token control } } }`;
    const { token, control } = JSON.parse((await from('10.0.0.9', { query: CREATE })).text).data.createShareLink;
    const open = async () => get(`${url}/pages/verify/${token}`);
    const shown = await open();
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('核验通过');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
    await open();
    const { data } = await graph().ask('query ($control: String!) { shareLink(control: $control) { opened } }', {
      control,
    });
    expect(data.shareLink.opened).toBe(2);
    const END = `mutation { revokeShareLink(control: "${control}", idempotencyKey: "page-share-2") { __typename } }`;
    await from('10.0.0.9', { query: END });
    expect((await open()).status).toBe(404);
    expect((await get(`${url}/pages/verify/${'A'.repeat(43)}`)).status).toBe(404);
  });
});
