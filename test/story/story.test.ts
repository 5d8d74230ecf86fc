import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { bearers, firstLife } from './readme-story.js';
import { tell } from './teller.js';

const graph = useGraph();
const story = tell(graph);

describe('the story of an application, as the README of services/agencies tells it', () => {
  test('has a bearer for each of its steps', () => {
    expect(firstLife).toHaveLength(19);
    expect(firstLife.every(({ who }) => who === 'anyone' || bearers.has(who))).toBe(true);
  });

  test.each(firstLife)('$title', async ({ on, who, document, answer }) => {
    await story.goTo(on);
    const { data, errors } = await graph().as(bearers.get(who) ?? null)(document);
    expect(errors).toEqual([]);
    expect(data).toEqual(answer);
  });
});
