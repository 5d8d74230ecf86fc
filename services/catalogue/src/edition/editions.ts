import { type Clause, type Day, type NoticeNumber, clause, findNotice } from '@shanghai/kernel';

/** What a published list of items is. One kind never replaces another (CAT-001). */
export type EditionKind = 'FILED_PROJECTS' | 'ROUND_SCOPE' | 'OPEN_CATALOGUE';

/** A published list of items, as the notices annex it. Immutable: a change is a new edition (CAT-002). */
export interface Edition {
  /** Year and month of issue. */
  readonly id: string;
  readonly kind: EditionKind;
  readonly notice: NoticeNumber;
  readonly annex: string;
  /** The heading of the annex. */
  readonly heading: Clause;
  /** The notice's effective day. */
  readonly effectiveOn: Day;
  /** Under `data/`. */
  readonly file: string;
}

/** The three lists of the notices, in the order of issue. */
export const editions: readonly Edition[] = [
  edition(
    '2024-01',
    'FILED_PROJECTS',
    '2024-38-annex.csv',
    clause('沪人社职〔2024〕38号', '附件', '上海市社会化职业技能等级认定目录'),
  ),
  edition(
    '2024-08',
    'ROUND_SCOPE',
    '2024-270-annex.csv',
    clause('沪人社职〔2024〕270号', '附件', '征集遴选社会培训评价组织的项目范围'),
  ),
  edition(
    '2025-03',
    'OPEN_CATALOGUE',
    '2025-76-annex-2.csv',
    clause('沪人社职〔2025〕76号', '附件2', '社会培训评价组织征集遴选职业（工种）目录（已发布）'),
  ),
];

/** The edition of that id, or null. */
export function findEdition(id: string): Edition | null {
  return editions.find((one) => one.id === id) ?? null;
}

/**
 * The catalogue in force on a day: the newest list that has begun and is no scope of a selection round (CAT-001; that the
 * open catalogue of 2025 takes the place of the filed projects of 2024 for this question is our reading, PR). Null before
 * the first.
 */
export function catalogueOn(day: Day): Edition | null {
  return editions.findLast(({ kind, effectiveOn }) => kind !== 'ROUND_SCOPE' && effectiveOn <= day) ?? null;
}

function edition(id: string, kind: EditionKind, file: string, heading: Clause): Edition {
  const { notice, item: annex } = heading;
  return { id, kind, notice, annex, heading, effectiveOn: findNotice(notice)!.effectiveOn, file };
}
