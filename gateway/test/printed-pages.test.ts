import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratesPerMinute } from '../dist/limits/budgets.js';
import type { GatewayOptions } from '../dist/start-gateway.js';
import { useTinyGraph } from './running.js';

const graph = useTinyGraph();
let operationsFolder = '';

beforeAll(async () => {
  operationsFolder = await mkdtemp(join(tmpdir(), 'pages-'));
  // The name of an author stands for the page of a receipt.
  const query =
    'query ReceiptPage($receiptNo: Code!) { filingByReceipt: author(code: $receiptNo) { receiptPage: name } }';
  await writeFile(join(operationsFolder, 'ReceiptPage.graphql'), query);
});
afterAll(async () => rm(operationsFolder, { recursive: true }));

async function open(path: string, options: Partial<GatewayOptions> = {}, headers: Record<string, string> = {}) {
  const { url } = await graph().gateway({ operationsFolder, ...options });
  const response = await fetch(`${url}/pages/${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('a printed page', () => {
  test('is what its operation answers, and may run, load and send nothing', async () => {
    const { status, headers, text } = await open('receipts/1', { production: true });
    expect([status, text]).toEqual([200, 'Lu Xun']);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline';.*sandbox$/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['that there is none of', 'receipts/404', {}, 404],
    ['whose operation there is not', 'notices/1', {}, 404],
    ['of a number that is none', 'receipts/%22x', {}, 404],
    ['asked for with a bad token', 'receipts/1', { authorization: 'Bearer x' }, 401],
  ] as const)('%s is not there, and nothing of the request is told', async (_, path, headers, expected) => {
    const { status, text } = await open(path, {}, headers);
    expect(status).toBe(expected);
    expect(text).not.toContain('"x');
  });

  test('is not told when its subgraph is down', async () => {
    const subgraphUrls = { ...graph().urls, authors: 'http://127.0.0.1:1/graphql' };
    expect((await open('receipts/1', { subgraphUrls })).status).toBe(503);
  });

  test('counts as a request', async () => {
    const protection = { ratesPerMinute: { ...ratesPerMinute, PUBLIC: 1 } };
    const { url } = await graph().gateway({ operationsFolder, protection });
    const statuses = [];
    for (const _ of [1, 2]) statuses.push((await fetch(`${url}/pages/receipts/1`)).status);
    expect(statuses).toEqual([200, 429]);
  });
});
