import { type Clause, type Day, type NoticeNumber, clause, day, findNotice } from '@shanghai/kernel';

/** What a published list of items is. One kind never replaces another (CAT-001). */
export type EditionKind = 'FILED_PROJECTS' | 'ROUND_SCOPE' | 'OPEN_CATALOGUE';

/** A published list of items. Immutable: a change is a new edition (CAT-002). */
export interface Edition {
  /** Year and month of issue. */
  readonly id: string;
  readonly kind: EditionKind;
  /** The notice that annexes it, or under which the Bureau has published it. */
  readonly notice: NoticeNumber;
  /** Where its rows stand: the annex, or the edition itself. */
  readonly annex: string;
  readonly title: string;
  /** The notice's effective day, or the one that the act of publication names. */
  readonly effectiveOn: Day;
  /** What the act of publication rests on; null for the lists of the notices, as the next three are. */
  readonly basisDocument: string | null;
  readonly publishedAt: Date | null;
  readonly previous: string | null;
  readonly dropped: readonly DroppedItem[];
}

/** An edition by its id alone, for those who need no more of it. */
export type EditionRef = Pick<Edition, 'id'>;

/** An item that an edition does not list any more. */
export interface DroppedItem {
  readonly fullName: string;
  readonly reason: string;
}

/** A list that a notice annexes, with the file its rows are loaded from. */
export interface AnnexedEdition extends Edition {
  /** The heading of the annex. */
  readonly heading: Clause;
  /** Under `data/`. */
  readonly file: string;
}

/** Later than any day that is asked for. */
const NEVER = day('2999-12-31');

/** The notice under which the open catalogue is published (76号 一（二）3). */
export const CATALOGUE_NOTICE: NoticeNumber = '沪人社职〔2025〕76号';

/** The three lists of the notices, in the order of issue. All later ones are published by an act of the Bureau. */
export const annexedEditions: readonly AnnexedEdition[] = [
  annexed(
    '2024-01',
    'FILED_PROJECTS',
    '2024-38-annex.csv',
    clause('沪人社职〔2024〕38号', '附件', '上海市社会化职业技能等级认定目录'),
  ),
  annexed(
    '2024-08',
    'ROUND_SCOPE',
    '2024-270-annex.csv',
    clause('沪人社职〔2024〕270号', '附件', '征集遴选社会培训评价组织的项目范围'),
  ),
  annexed(
    '2025-03',
    'OPEN_CATALOGUE',
    '2025-76-annex-2.csv',
    clause('沪人社职〔2025〕76号', '附件2', '社会培训评价组织征集遴选职业（工种）目录（已发布）'),
  ),
];

/** The edition of that id, or null. */
export function findEdition<E extends Edition>(editions: readonly E[], id: string): E | null {
  return editions.find((one) => one.id === id) ?? null;
}

/** Editions in the order of issue, which their ids tell. */
export function inOrder<E extends Edition>(editions: readonly E[]): readonly E[] {
  return editions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The catalogue in force on a day: the newest list that has begun and is no scope of a selection round (CAT-001; that the
 * open catalogue of 2025 takes the place of the filed projects of 2024 for this question is our reading, PR). Null before
 * the first. The editions are in the order of issue.
 */
export function catalogueOn(editions: readonly Edition[], on: Day): Edition | null {
  return editions.findLast(({ kind, effectiveOn }) => kind !== 'ROUND_SCOPE' && effectiveOn <= on) ?? null;
}

/**
 * The days on which an edition is the catalogue in force: from the first on, and before `until`. Null for one that never is.
 * The editions are in the order of issue.
 */
export function inForce(editions: readonly Edition[], id: string): { readonly from: Day; readonly until: Day } | null {
  const catalogues = editions.filter(({ kind }) => kind !== 'ROUND_SCOPE');
  const at = catalogues.findIndex((one) => one.id === id);
  return at < 0 ? null : { from: catalogues[at]!.effectiveOn, until: catalogues[at + 1]?.effectiveOn ?? NEVER };
}

function annexed(id: string, kind: EditionKind, file: string, heading: Clause): AnnexedEdition {
  const { notice, item: annex, quote: title } = heading;
  const { effectiveOn } = findNotice(notice)!;
  const act = { basisDocument: null, publishedAt: null, previous: null, dropped: [] };
  return { id, kind, notice, annex, title, effectiveOn, ...act, heading, file };
}
