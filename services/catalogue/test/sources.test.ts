import { describe, expect, test } from '@jest/globals';
import { useCatalogue } from './catalogue.js';

const catalogue = useCatalogue();

describe('the notices', () => {
  test('are five, with their days and the words that state them', async () => {
    const { data } = await catalogue().ask(
      '{ notices { id issuer issuedOn effectiveOn effectiveBy { item quote } editions { id } } }',
    );
    expect(data.notices).toHaveLength(5);
    expect(data.notices[1]).toMatchObject({
      id: '沪人社职〔2024〕120号',
      issuedOn: '2024-04-26',
      effectiveOn: '2024-05-01',
      editions: [],
    });
    expect(data.notices[4]).toMatchObject({ issuer: 'CENTRE', effectiveBy: null });
  });

  test('carry what is irregular in them, 106 findings in all, 39 of them to be warned of', async () => {
    const { data, commands } = await catalogue().ask(
      '{ notices { id findings(first: 100) { totalCount nodes { id notices { id } } } warned: findings(severity: WARN, first: 100) { nodes { id } } } }',
    );
    const ids = (field: string, from: { [key: string]: { nodes: { id: string }[] } }[]) =>
      new Set(from.flatMap((notice) => notice[field]!.nodes.map(({ id }) => id)));
    expect(ids('findings', data.notices).size).toBe(106);
    expect(ids('warned', data.notices).size).toBe(39);
    expect(commands).toHaveLength(1);
  });

  test('that are unknown are null', async () => {
    expect((await catalogue().ask('{ notice(id: "沪人社职〔2023〕1号") { id } }')).data.notice).toBeNull();
  });
});

test('an annex row of another subgraph is known with its findings', async () => {
  const { data } = await catalogue().ask(
    'query Rows($representations: [_Any!]!) { _entities(representations: $representations) { ... on AnnexRow { row annex notice { id } findings { kind } } } }',
    {
      representations: [
        { __typename: 'AnnexRow', id: '沪职鉴中心〔2026〕30号/附件1/2' },
        { __typename: 'AnnexRow', id: 'x' },
      ],
    },
  );
  expect(data._entities[0]).toEqual({
    row: 2,
    annex: '附件1',
    notice: { id: '沪职鉴中心〔2026〕30号' },
    findings: [{ kind: 'COUNTRY_BLANK' }, { kind: 'SEQ_MISSING' }],
  });
  expect(data._entities[1]).toBeNull();
});

test('there are sixteen districts, eight major groups, and a label for every level', async () => {
  const { data } = await catalogue().ask(
    '{ districts { code } majorGroups { digit } enumLabels(enum: "SkillLevel") { value label } }',
  );
  expect([data.districts.length, data.majorGroups.length, data.enumLabels.length]).toEqual([16, 8, 7]);
});
