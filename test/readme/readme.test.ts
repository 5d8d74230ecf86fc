import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';

const graph = useGraph();
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Each question of the README: its document, and the answer that is printed under it. */
const questions = [
  ...readme.matchAll(/^\*\*(\d+\. .+?)\*\*[\s\S]*?```graphql\n([\s\S]*?)```\s*```json\n([\s\S]*?)```/gm),
];

describe('the README', () => {
  test('asks six questions', () => {
    expect(questions).toHaveLength(6);
  });

  test.each(questions.map(([, title, document, answer]) => [title!, document!, answer!] as const))(
    'answers truly: %s',
    async (_title, document, answer) => {
      const { data, errors } = await graph().ask(document);
      expect(errors).toEqual([]);
      expect(data).toEqual(JSON.parse(answer));
    },
  );
});
