import {
  type Day,
  type Failure,
  type Finding,
  clause,
  findingOfFault,
  judged,
  nameKey,
  parseOccupationCode,
  readCatalogueName,
  undetermined,
} from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { AnnexItemRow } from '../item/annex-row-store.js';
import { judgeLevels } from '../recommendation/evaluation-rules.js';
import { partsOf, rowsOfEdition } from './edition-rows.js';
import type { EditionStatement, SucceededItem } from './edition-statement.js';
import type { Edition } from './editions.js';
import type { PreparedRow } from './prepared-edition.js';

/** 目录动态调整: by new editions alone (CAT-002), in which a name stands once (CAT-005) with a code that is one (CAT-003). */
export const publicationRules = {
  immutable: since76('CAT-002', 'EDITION_IMMUTABLE', [
    clause(
      '沪人社职〔2025〕76号',
      '附件2 注',
      '职业编码、职业（工种）名称、等级将根据现行《中华人民共和国职业分类大典》动态调整',
    ),
  ]),
  published: since76('CAT-001', 'INVALID_EDITION', [
    clause('沪人社职〔2025〕76号', '二（二）', '届时以发布征集的评价项目范围为准。目前已发布的评价项目详见附件2'),
  ]),
  items: since76('CAT-005', 'DUPLICATE_CATALOGUE_ITEM', [clause('沪人社职〔2025〕76号', '附件2', '职业（工种）名称')]),
  codes: since76('CAT-003', 'INVALID_OCCUPATION_CODE', [clause('沪人社职〔2025〕76号', '附件2', '职业编码')]),
} as const;

/** What a publication rests on. */
export interface PublicationFacts {
  readonly statement: EditionStatement;
  /** The day of the act. */
  readonly on: Day;
  /** In the order of issue. */
  readonly editions: readonly Edition[];
  /** The catalogue that the next edition is made from; null when none is loaded. */
  readonly previous: Edition | null;
  readonly before: readonly AnnexItemRow[];
  readonly prepared: readonly PreparedRow[];
}

/** Whether an edition can be published: all findings at once, at their places in the statement. */
export function judgePublication(facts: PublicationFacts): readonly Finding[] {
  const { statement, editions, previous } = facts;
  const { immutable, published, items } = publicationRules;
  const exists = editions.some(({ id }) => id === statement.edition);
  if (exists)
    return judged(immutable, [{ message: `${statement.edition}版目录已经发布，不得更改`, path: ['edition'] }], '');
  if (!previous) return [undetermined(published, catalogueMissing)];
  return [
    ...judged(published, timeFailures(facts, previous), '目录版本和起用日有效'),
    ...judged(items, [...dropFailures(facts), ...levelFailures(facts), ...successionFailures(facts)], '所列项目有效'),
    ...statement.relevelled.flatMap(({ levels }, at) => judgeLevels(levels, ['relevelled', `${at}`, 'levels'])),
    ...statement.succeeded.flatMap((one, at) => judgeSuccessors(one, ['succeeded', `${at}`])),
    ...judged(items, duplicates(facts), '项目名称不重复'),
  ];
}

function timeFailures({ statement, on }: PublicationFacts, previous: Edition): readonly Failure[] {
  const { edition, effectiveOn } = statement;
  const checks: readonly (readonly [boolean, Failure])[] = [
    [/^2\d{3}-(0[1-9]|1[0-2])$/.test(edition), { message: '目录版本应写作“2026-12”的形式', path: ['edition'] }],
    [edition > previous.id, { message: `应晚于${previous.id}版`, path: ['edition'] }],
    [effectiveOn > previous.effectiveOn, { message: `起用日应晚于${previous.effectiveOn}`, path: ['effectiveOn'] }],
    // What was decided under the catalogue of a past day stays decided.
    [effectiveOn >= on, { message: '起用日不得早于发布之日', path: ['effectiveOn'], code: 'DAY_IN_PAST' }],
    [
      statement.basisDocument.trim() !== '',
      { message: '应写明依据文件', path: ['basisDocument'], code: 'FIELD_REQUIRED' },
    ],
  ];
  return checks.flatMap(([holds, failure]) => (holds ? [] : [failure]));
}

function dropFailures({ statement: { dropped }, before, prepared }: PublicationFacts): readonly Failure[] {
  const listed = new Set([...before, ...prepared].map(({ key }) => key));
  return dropped.flatMap(({ fullName, reason }, at) => {
    const path = ['dropped', `${at}`];
    return [
      ...namedOnce(fullName, dropped.slice(0, at), listed, [...path, 'fullName']),
      ...(reason.trim() === ''
        ? [{ message: '应说明原因', path: [...path, 'reason'], code: 'FIELD_REQUIRED' } as const]
        : []),
    ];
  });
}

function levelFailures(facts: PublicationFacts): readonly Failure[] {
  const { statement, before, prepared } = facts;
  const { relevelled } = statement;
  const rows = new Map(rowsOfEdition(before, { ...statement, relevelled: [] }, prepared).map((row) => [row.key, row]));
  return relevelled.flatMap(({ fullName }, at) => {
    const path = ['relevelled', `${at}`, 'fullName'];
    const isAbility = rows.get(nameKey(fullName))?.kind === 'SPECIAL_ABILITY';
    return [
      ...namedOnce(fullName, relevelled.slice(0, at), new Set(rows.keys()), path),
      ...(isAbility ? [{ message: '专项职业能力没有等级', path, code: 'INVALID_LEVEL_SET' } as const] : []),
    ];
  });
}

function successionFailures({ statement, before }: PublicationFacts): readonly Failure[] {
  const gone = new Set(statement.dropped.map(({ fullName }) => nameKey(fullName)));
  const listed = new Set(before.map(({ key }) => key).filter((key) => !gone.has(key)));
  const names = statement.succeeded.map(({ from: fullName }) => ({ fullName }));
  return statement.succeeded.flatMap((one, at) => [
    ...namedOnce(one.from, names.slice(0, at), listed, ['succeeded', `${at}`, 'from']),
    ...kindFailures(one, ['succeeded', `${at}`], before),
  ]);
}

/** RENAMED is another name, RECODED the same name with another code, SPLIT several; all say why. */
function kindFailures(
  one: SucceededItem,
  path: readonly string[],
  before: readonly AnnexItemRow[],
): readonly Failure[] {
  const { kind, from, to, evidence } = one;
  const row = before.find(({ key }) => key === nameKey(from));
  const [first] = to;
  const sameName = first !== undefined && nameKey(first.fullName) === nameKey(from);
  const sameCode = first?.code == null || first.code === row?.code;
  const fits: Readonly<Record<SucceededItem['kind'], boolean>> = {
    RENAMED: !sameName,
    TYPO: !sameName,
    RECODED: sameName && !sameCode,
    SPLIT: true,
  };
  return [
    ...(partsOf(one) !== 'WRONG' && fits[kind]
      ? []
      : [{ message: '承继种类与新项目不符', path: [...path, 'kind'], code: 'SUCCESSION_KIND' } as const]),
    ...(evidence.trim() === ''
      ? [{ message: '应写明依据', path: [...path, 'evidence'], code: 'FIELD_REQUIRED' } as const]
      : []),
  ];
}

function judgeSuccessors({ to }: SucceededItem, path: readonly string[]): readonly Finding[] {
  const { items, codes } = publicationRules;
  return to.flatMap(({ fullName, code, levels }, at) => {
    const place = [...path, 'to', `${at}`];
    const name = readCatalogueName(fullName);
    const reading = code === null ? null : parseOccupationCode(code);
    return [
      ...(name.ok ? [] : name.faults.map((fault) => findingOfFault(items, fault, [...place, 'fullName']))),
      ...(reading && !reading.ok
        ? reading.faults.map((fault) => findingOfFault(codes, fault, [...place, 'code']))
        : []),
      ...(levels === null ? [] : judgeLevels(levels, [...place, 'levels'])),
    ];
  });
}

function duplicates({ statement, before, prepared }: PublicationFacts): readonly Failure[] {
  const keys = rowsOfEdition(before, statement, prepared).map(({ key }) => key);
  const twice = keys.filter((key, at) => keys.indexOf(key) < at);
  return twice.map((key) => ({ message: `${key}列入两次`, path: ['succeeded'], facts: { fullName: key } }));
}

function namedOnce(
  fullName: string,
  earlier: readonly { readonly fullName: string }[],
  listed: ReadonlySet<string>,
  path: readonly string[],
): readonly Failure[] {
  const key = nameKey(fullName);
  if (!listed.has(key)) return [{ message: '目录中没有该项目', path, code: 'ITEM_UNKNOWN' }];
  return earlier.some((one) => nameKey(one.fullName) === key) ? [{ message: '项目重复', path }] : [];
}

const catalogueMissing = { code: 'CATALOGUE_EDITION', message: '尚无可据以调整的目录', facts: {} } as const;
