import { afterEach, describe, expect, test } from '@jest/globals';
import { useTinyGraph } from '../running.js';
import { gate } from '../tiny-graph.js';

const graph = useTinyGraph();
const open = { passes: gate.passes, entered: gate.entered };
afterEach(() => void Object.assign(gate, open));

/** Asks for what waits at the gate before it reads, and tells whether it was read. */
async function readAfter(enter: (client: AbortController) => void): Promise<boolean> {
  const { url } = await graph().gateway();
  const client = new AbortController();
  gate.entered = () => enter(client);
  const left = new Promise<boolean>((resolve) => (gate.left = resolve));
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ slowAuthor { name } }' }),
    signal: client.signal,
  }).catch(() => undefined);
  return left;
}

describe('FAULTS 21: what a client has asked for', () => {
  test('is read from the store while it waits', async () => {
    gate.passes = (isGone) => !isGone;
    expect(await readAfter(() => undefined)).toBe(true);
  });

  test('is not read any more once it has gone, of which the subgraph hears', async () => {
    gate.passes = (isGone) => isGone;
    expect(await readAfter((client) => client.abort())).toBe(false);
  });
});
