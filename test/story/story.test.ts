import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { day, startOfDay } from '@shanghai/kernel';
import type { DevelopmentClaims } from '@shanghai/gateway';
import { instantAt } from '@shanghai/platform';
import { useGraph } from '../graph/graph.js';

const readme = readFileSync(new URL('../../services/agencies/README.md', import.meta.url), 'utf8');
const graph = useGraph();

/** What the bearer of each token says of itself, from the table of the README. */
const bearers = new Map(
  [...readme.matchAll(/^\| (\w+) +\| `npm run token -- (.+?)` +\|$/gm)].map(([, who, flags]) => [
    who!,
    claimsOf(flags!),
  ]),
);

/** Each step of the story: when, who, what is asked, and what is answered. */
const steps = [
  ...readme.matchAll(/^\*\*(\d+)\. ([\d-]+), (\w+):\*\* (.+)\n\n```graphql\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/gm),
].map(([, no, on, who, says, document, answer]) => ({
  title: `${no}. ${on}, ${who}: ${says}`,
  on: day(on!),
  who: who!,
  document: document!,
  answer: JSON.parse(answer!) as unknown,
}));

const NINE_HOURS = 9 * 3_600_000;

describe('the story of an application, as the README of services/agencies tells it', () => {
  test('has a bearer for each of its steps', () => {
    expect(steps).toHaveLength(19);
    expect(steps.every(({ who }) => who === 'anyone' || bearers.has(who))).toBe(true);
  });

  test.each(steps)('$title', async ({ on, who, document, answer }) => {
    const { clock, as, settle } = graph();
    clock.set(instantAt(startOfDay(on).getTime() + NINE_HOURS));
    await settle();
    const { data, errors } = await as(bearers.get(who) ?? null)(document);
    expect(errors).toEqual([]);
    expect(data).toEqual(answer);
  });
});

/** `--role AGENCY --agency a1` as claims. */
function claimsOf(flags: string): DevelopmentClaims {
  const given = Object.fromEntries([...flags.matchAll(/--(\w+) (\S+)/g)].map(([, name, value]) => [name!, value!]));
  const { subject: sub = '', role = '', ...scopes } = given;
  return { sub, role, ...scopes };
}
