import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { inventAgencies } from '../graph/invent-agencies.js';

const graph = useGraph();
const readme = readFileSync(new URL('../../services/supervision/README.md', import.meta.url), 'utf8');
const [, morning = ''] = readme.split("## A bureau's morning");

/** Each question of the morning: its document, and the answer that is printed under it. */
const questions = [
  ...morning.matchAll(/^\*\*(\d+\. .+?)\*\*[\s\S]*?```graphql\n([\s\S]*?)```\s*```json\n([\s\S]*?)```/gm),
];

describe("a bureau's morning in the README of supervision", () => {
  beforeAll(async () => {
    await inventAgencies(graph(), 'S');
  }, 300_000);

  test('asks five questions', () => {
    expect(questions).toHaveLength(5);
  });

  test.each(questions.map(([, title, document, answer]) => [title!, document!, answer!] as const))(
    'answers truly: %s',
    async (_title, document, answer) => {
      const bureau = graph().as({ sub: 'bureau', role: 'DISTRICT_BUREAU', district: '310115' });
      const { data, errors } = await bureau(document);
      expect(errors).toEqual([]);
      expect(data).toEqual(JSON.parse(answer));
    },
  );
});
