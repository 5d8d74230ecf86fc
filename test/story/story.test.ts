import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { type StoryStep, bearers, firstLife, laterLife } from './readme-story.js';
import { tell } from './teller.js';

const graph = useGraph();
const story = tell(graph);

/** Asks what a step asks, on its day and with its token, and compares the whole answer. */
async function play({ on, who, document, answer }: StoryStep): Promise<void> {
  await story.goTo(on);
  const { data, errors } = await graph().as(bearers.get(who) ?? null)(document);
  expect(errors).toEqual([]);
  expect(data).toEqual(answer);
}

test('the README of services/agencies tells two stories, with a bearer for each of their steps', () => {
  expect([firstLife.length, laterLife.length]).toEqual([19, 10]);
  for (const { who } of [...firstLife, ...laterLife]) expect(who === 'anyone' || bearers.has(who)).toBe(true);
});

describe('the story of an application', () => {
  test.each(firstLife)('$title', play);
});

describe('the story of the filing that it led to', () => {
  test.each(laterLife)('$title', play);
});
