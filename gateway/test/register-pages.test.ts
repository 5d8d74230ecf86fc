import { expect, test } from '@jest/globals';
import { pagesFrom, askForPage, type RegisterAnswer, type RegisterQuestion } from '../dist/downloads/register-pages.js';
import type { Asked, Pipeline } from '../dist/pipeline/pipeline.js';
import type { GatewayContext } from '../dist/request-context.js';

const question: RegisterQuestion = {
  query: '{ register { asOf } }',
  variables: {},
  scope: { requestId: 'request-1', facts: {} } as RegisterQuestion['scope'],
  contextOf: async () => ({}) as GatewayContext,
};

function page(hasNextPage: boolean): RegisterAnswer {
  return { asOf: '2026-11-01', nodes: [], pageInfo: { hasNextPage, endCursor: 'cursor' } };
}

/** Has no time for whoever begins. */
const busy = {
  answer: async ({ isContinued = false }: Asked) =>
    isContinued
      ? { status: 200, headers: [], body: JSON.stringify({ data: { register: page(false) } }) }
      : { status: 503, headers: [], body: '{"errors":[{"extensions":{"code":"OVERLOADED"}}]}' },
} as unknown as Pipeline;

test('a download that would begin is turned away where there is no time for it', async () => {
  expect(await askForPage(busy, question, null)).toMatchObject({ failed: { status: 503 } });
});

test('a download that has begun goes on to its last page', async () => {
  const pages = [];
  for await (const rows of pagesFrom(busy, question, page(true))) pages.push(rows);
  expect(pages).toEqual([[], []]);
});
