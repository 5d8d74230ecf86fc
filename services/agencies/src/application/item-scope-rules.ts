import {
  type DatedRule,
  type Facts,
  type Finding,
  clause,
  day,
  finding,
  judged,
  judgeOn,
  undetermined,
} from '@shanghai/kernel';
import { roundAt, scopeEditionOn } from '../round/round-rules.js';
import type { SelectionRound } from '../round/selection-round.js';
import type { AppliedItem } from './application-form.js';
import { levelsOf } from './item-form-rules.js';
import type { ItemFacts, ItemsFacts } from './submission-facts.js';

const UNDER_270 = { from: day('2024-08-19'), to: day('2025-03-19'), force: 'MUST' } as const;
const UNDER_76 = { from: day('2025-03-20'), to: null, force: 'MUST' } as const;

/** What can be applied for: the list of 270号 for its round (AGY-009), the published catalogue since 76号 (CAT-012). */
export const scopeRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-009',
    ...UNDER_270,
    code: 'NOT_IN_ROUND_SCOPE',
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '二',
        '可申报的评价项目包括安全防范系统安装维护员等 87 个职业（工种）以及人工智能数据标注、人工智能模型运用等 2 个专项职业能力（详见附件）',
      ),
    ],
  },
  {
    rule: 'CAT-012',
    ...UNDER_76,
    code: 'NOT_IN_ROUND_SCOPE',
    clauses: [
      clause('沪人社职〔2025〕76号', '二（二）', '申报评价项目在本市社评组织征集遴选职业（工种）目录内'),
      clause('沪人社职〔2025〕76号', '二（二）', '届时以发布征集的评价项目范围为准。目前已发布的评价项目详见附件2'),
    ],
  },
];

/** Whether each item and each of its levels is offered (AGY-009, CAT-012): NOT_IN_ROUND_SCOPE, LEVEL_NOT_IN_SCOPE. */
export function judgeScope(facts: ItemsFacts): readonly Finding[] {
  const { on, at, rounds, form, items } = facts;
  const round = roundAt(rounds, at);
  const edition = scopeEditionOn(on, round);
  return judgeOn(scopeRules, on, (rule) => {
    if (form.items.length === 0)
      return judged(rule, [{ message: '应至少申报一个项目', code: 'ITEM_REQUIRED' }], '', { path: ['items'] });
    return form.items.flatMap((item, place) => {
      const known = items?.[place];
      return known ? judgeItemScope(rule, item, known, round, place) : [listMissing(rule, edition, place)];
    });
  });
}

function judgeItemScope(
  rule: DatedRule,
  item: AppliedItem,
  { listed, elsewhere }: ItemFacts,
  round: SelectionRound | null,
  place: number,
): readonly Finding[] {
  const path = ['items', `${place}`, 'fullName'];
  const hints = hintsOf(elsewhere);
  if (!listed) return judged(rule, [{ message: absenceOf(hints), facts: hints }], '', { path });
  const offered = !round?.scopeItemIds || round.scopeItemIds.includes(listed.itemId);
  const outside = { message: '该项目在目录内，但不在本批次发布的评价项目范围内' };
  const facts = { edition: listed.edition, item: listed.fullName };
  return [
    ...judged(rule, offered ? [] : [outside], '在发布的评价项目范围内', { path, facts }),
    judgeItemLevels(rule, item, listed.levels.map(String), place),
  ];
}

function judgeItemLevels(rule: DatedRule, item: AppliedItem, offered: readonly string[], place: number): Finding {
  const levels = { ...rule, code: 'LEVEL_NOT_IN_SCOPE' } as const;
  const outside = levelsOf(item)
    .map(String)
    .filter((level) => !offered.includes(level));
  const message = outside.length === 0 ? '等级在发布的范围内' : `等级${outside.join('、')}不在发布的范围内`;
  return finding(levels, outside.length === 0 ? 'PASS' : 'FAIL', message, { offered, outside }, [
    'items',
    `${place}`,
    'levels',
  ]);
}

/** Where else the name or the code stands, and what has taken its place in this list. */
function hintsOf(elsewhere: ItemFacts['elsewhere']): Facts & { readonly successors: readonly string[] } {
  const successors = elsewhere.flatMap(({ successor }) => successor?.fullName ?? []);
  return {
    foundIn: elsewhere.map(({ found }) => `${found.edition} ${found.fullName}`),
    successors: [...new Set(successors)],
  };
}

function absenceOf({ successors }: { readonly successors: readonly string[] }): string {
  const hint = successors.length === 0 ? '' : `；现名为${successors.map((name) => `“${name}”`).join('、')}`;
  return `该项目不在发布的评价项目范围内${hint}`;
}

function listMissing(rule: DatedRule, edition: string | null, place: number): Finding {
  const missing = {
    code: 'CATALOGUE_EDITION',
    message: `尚未取得${edition ?? '当日'}评价项目目录，无法核对项目`,
    facts: { edition },
  } as const;
  return undetermined(rule, missing, {}, ['items', `${place}`, 'fullName']);
}
