import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import { ask, type Json, useTinyGraph } from './running.js';
import { until } from './faults/halves.js';
import { authors, books, compose } from './tiny-graph.js';

const graph = useTinyGraph();

test('named operations are planned before they are asked, and again for another supergraph', async () => {
  const path = join(graph().folder, 'warmed.graphql');
  await writeFile(path, compose(authors, books));
  const told: Json[] = [];
  const log = createLog('gateway', 'info', { write: (line) => void told.push(JSON.parse(line)) });
  const planned = (): number => told.filter(({ event }) => event === 'OPERATIONS_PLANNED').length;
  const { url } = await graph().gateway({ supergraph: { path, watch: true }, isWarmed: true, log });
  await until(() => planned() === 1);
  const { data } = await ask(url, '', { id: 'AuthorPage', query: undefined, variables: { code: '1' } });
  expect(data).toEqual({ author: { name: 'Lu Xun' } });
  await writeFile(path, `${compose(authors, books)}\n`);
  await until(() => planned() === 2);
  // The other files of the folder are supergraphs, which is told and stops nothing.
  const unplanned = told.filter(({ event }) => event === 'OPERATION_UNPLANNED');
  expect(unplanned.map(({ operation }) => operation)).not.toContain('AuthorPage');
  expect(unplanned.length).toBeGreaterThan(0);
});
