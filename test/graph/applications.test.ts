import { describe, expect, test } from '@jest/globals';
import { useGraph } from './graph.js';

const graph = useGraph({ applications: true });

describe('the invented applications', () => {
  test('stand in every state that somebody has to act on', async () => {
    const centre = graph().as({ sub: 'zhou', role: 'CENTRE' });
    const { data, errors } = await centre(
      '{ agencyApplications(first: 100) { totalCount nodes { id status applicantName synthetic round { id } items { fullName status } } } }',
    );
    console.log(JSON.stringify(data, null, 1), JSON.stringify(errors));
  });
});
