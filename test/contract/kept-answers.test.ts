import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readCacheRules, supergraphPath } from '@shanghai/gateway';
import { isPublic, readAccessRules, ruleOfField } from '@shanghai/platform';
import { parse } from 'graphql';

const sdl = readFileSync(supergraphPath(), 'utf8');
const { rules, personal } = readCacheRules(sdl);
const services = new URL('../../services/', import.meta.url);

/** The topics of the events that code names: `filing` of `'filing.changed'`. */
function topicsIn(folder: URL): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /^\w+\/src\/.*\.ts$/.test(file) && !file.includes('generated'));
  const texts = sources.map((file) => readFileSync(new URL(file, folder), 'utf8'));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/['`]([a-z]+)\.(?:[a-z]+['`]|\$\{)/g)].map(([, one]) => one!)),
  );
}

describe('what may be kept', () => {
  test('ends with events that there are', () => {
    const topics = topicsIn(services);
    expect(topics.has('filing')).toBe(true);
    const tags = new Set([...rules.values()].flatMap((rule) => rule.tags));
    expect([...tags].filter((tag) => !topics.has(tag))).toEqual([]);
    expect(tags.size).toBeGreaterThan(5);
  });

  test('is nothing of a person, and ends within a day', () => {
    expect([...rules.keys()].filter((coordinate) => personal.has(coordinate))).toEqual([]);
    expect([...rules].filter(([, { seconds }]) => seconds < 1 || seconds > 86_400)).toEqual([]);
  });

  test('is open to everyone', () => {
    const access = readAccessRules(parse(sdl));
    const closed = [...rules.keys()].filter((coordinate) => {
      const [type = '', field] = coordinate.split('.');
      const rule = field === undefined ? access.get(type)?.rule : ruleOfField(access, type, field);
      return !rule || !isPublic(rule);
    });
    expect(closed).toEqual([]);
  });
});
