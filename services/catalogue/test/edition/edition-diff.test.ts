import { describe, expect, test } from '@jest/globals';
import { useCatalogue } from '../catalogue.js';
import { readExpected } from '../expected.js';

const catalogue = useCatalogue();

const DIFF = `
  query Diff($from: ID!, $to: ID!, $after: String, $kinds: [EditionDiffKind!], $majorGroup: String) {
    editionDiff(from: $from, to: $to) {
      codesComparable
      counts { kind count levelsChanged codeChanged }
      clauses { notice { id } item quote }
      entries(first: 100, after: $after, kinds: $kinds, majorGroup: $majorGroup) {
        totalCount
        nodes {
          kind codeChanged levelsChanged levelsGained levelsLost evidence
          from { fullName code levels rows { row { row } } }
          to { fullName code levels rows { row { row } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const NUMBERS: Readonly<Record<string, string>> = {
  JUNIOR: '5',
  INTERMEDIATE: '4',
  SENIOR: '3',
  TECHNICIAN: '2',
  SENIOR_TECHNICIAN: '1',
};
const KINDS: Readonly<Record<string, string>> = { LEVELS: 'LEVELS_CHANGED', CODE: 'RECODED', 'CODE+LEVELS': 'RECODED' };

interface Item {
  fullName: string;
  code: string | null;
  levels: string[];
  rows: { row: { row: number } }[];
}

async function allEntries(from: string, to: string) {
  const entries = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await catalogue().ask(DIFF, { from, to, after });
    expect(errors).toEqual([]);
    entries.push(...data.editionDiff.entries.nodes);
    if (!data.editionDiff.entries.pageInfo.hasNextPage) return entries;
    after = data.editionDiff.entries.pageInfo.endCursor;
  }
}

function sideOf(item: Item | null) {
  return {
    name: item?.fullName ?? '',
    code: item?.code ?? '',
    levels: item?.levels.map((level) => NUMBERS[level]).join('、') ?? '',
    rows: item?.rows.map(({ row }) => row.row).join(',') ?? '',
  };
}

function flag(changed: boolean | null): string {
  return changed === null ? '' : changed ? 'yes' : 'no';
}

describe.each([
  ['2024-01', '2024-08'],
  ['2024-01', '2025-03'],
  ['2024-08', '2025-03'],
])('the diff from %s to %s', (from, to) => {
  test('is the one transcribed from the notices, entry by entry', async () => {
    const actual = (await allEntries(from, to)).map((entry) => {
      const [before, after] = [sideOf(entry.from), sideOf(entry.to)];
      return [
        entry.kind,
        before.name,
        after.name,
        before.code,
        after.code,
        before.levels,
        after.levels,
        flag(entry.codeChanged),
        flag(entry.levelsChanged),
        before.rows,
        after.rows,
        entry.kind === 'RECODED' ? '' : (entry.evidence ?? ''),
      ].join(' | ');
    });
    const expected = readExpected(`diff-${from}-to-${to}.csv`).map((row) =>
      [
        KINDS[row['kind']!] ?? row['kind'],
        row['from_name'],
        row['to_name'],
        row['from_code'],
        row['to_code'],
        levelsOf(row['from_levels']!),
        levelsOf(row['to_levels']!),
        row['code_changed'],
        row['levels_changed'],
        row['from_rows'],
        row['to_rows'],
        row['basis'],
      ].join(' | '),
    );
    expect(actual.toSorted()).toEqual(expected.toSorted());
  });
});

/** A special ability has no level; the tables repeat what stands in its level column. */
function levelsOf(printed: string): string {
  return printed === '专项职业能力' ? '' : printed;
}

describe('an edition diff', () => {
  test('counts its kinds: 44 same, 24 levels changed, 11 renamed, 6 recoded, 1 split in two, 115 added, 2 removed', async () => {
    const { data } = await catalogue().ask(DIFF, { from: '2024-01', to: '2025-03' });
    expect(
      Object.fromEntries(data.editionDiff.counts.map((one: { kind: string; count: number }) => [one.kind, one.count])),
    ).toEqual({
      SAME: 44,
      LEVELS_CHANGED: 24,
      RENAMED: 11,
      RECODED: 6,
      SPLIT: 2,
      TYPO: 0,
      ADDED: 115,
      REMOVED: 2,
    });
    const sum = (field: string) =>
      data.editionDiff.counts.reduce((total: number, one: Record<string, number>) => total + one[field]!, 0);
    expect([sum('codeChanged'), sum('levelsChanged')]).toEqual([8, 34]);
  });

  test('shows the codes as printed for what was recoded', async () => {
    const { data } = await catalogue().ask(DIFF, { from: '2024-01', to: '2025-03', kinds: ['RECODED'] });
    const evidence = data.editionDiff.entries.nodes.map((one: { evidence: string }) => one.evidence);
    expect(evidence).toHaveLength(6);
    expect(evidence).toContain(
      'same name 电子竞技员; 2024-01 row 60 prints 4-13-99-01, 2025-03 row 140 prints 4-14-05-07',
    );
  });

  test('says that codes cannot be compared with an edition that prints none', async () => {
    expect((await catalogue().ask(DIFF, { from: '2024-01', to: '2024-08' })).data.editionDiff.codesComparable).toBe(
      false,
    );
    expect((await catalogue().ask(DIFF, { from: '2024-01', to: '2025-03' })).data.editionDiff.codesComparable).toBe(
      true,
    );
  });

  test('shows which levels went, and gives only the kinds and the major group that are asked for', async () => {
    const { data } = await catalogue().ask(DIFF, {
      from: '2024-01',
      to: '2025-03',
      kinds: ['RENAMED'],
      majorGroup: '6',
    });
    const { nodes, totalCount } = data.editionDiff.entries;
    expect(totalCount).toBe(5);
    expect(nodes.find((one: { from: Item }) => one.from.fullName === '车工（普通车床）')).toMatchObject({
      to: { fullName: '车工（普通车工）' },
      levelsGained: [],
      levelsLost: ['TECHNICIAN', 'SENIOR_TECHNICIAN'],
    });
  });

  test('of an edition with itself changes nothing', async () => {
    const { data } = await catalogue().ask(DIFF, { from: '2025-03', to: '2025-03' });
    expect(data.editionDiff.counts[0]).toMatchObject({ kind: 'SAME', count: 202 });
  });

  test('of an unknown edition is null, and backwards is the caller’s mistake', async () => {
    expect((await catalogue().ask(DIFF, { from: '2023-01', to: '2025-03' })).data.editionDiff).toBeNull();
    const { errors } = await catalogue().ask(DIFF, { from: '2025-03', to: '2024-01' });
    expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'from' });
  });

  test('costs three store commands', async () => {
    expect((await catalogue().ask(DIFF, { from: '2024-01', to: '2025-03' })).commands).toHaveLength(3);
  });
});
