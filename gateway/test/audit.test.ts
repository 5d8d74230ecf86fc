import { expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { useTinyGraph } from './running.js';

const graph = useTinyGraph();

test('every audit of GraphQL over HTTP is passed', async () => {
  const { url } = await graph().gateway();
  const audits = serverAudits({ url: `${url}/graphql` });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(failed.map(({ id, name, status }) => [id, name, status])).toEqual([]);
  expect(results).toHaveLength(61);
});
