import {
  type Clause,
  type Code,
  type DatedRule,
  type Day,
  type Fault,
  type Finding,
  type ItemKind,
  type LevelNumber,
  clause,
  day,
  finding,
  findingOfFault,
  judged,
  nameKey,
  parseOccupationCode,
  readCatalogueName,
  readLevels,
  ruleOnOrFirst,
} from '@shanghai/kernel';
import { topGradeOf } from '../route/route-item-rules.js';
import { routeRuleOf } from '../route/route-rules.js';
import type { AppliedItem } from './application-form.js';
import type { ItemFacts, ItemsFacts } from './submission-facts.js';

const IN_38 = clause('沪人社职〔2024〕38号', '附件', '编号 社评组织名称 序号 职业编码 职业(工种)名称 等级');
const IN_270 = clause('沪人社职〔2024〕270号', '附件', '序号 职业（工种） 等级');
const IN_76 = clause('沪人社职〔2025〕76号', '附件2', '序号 职业编码 职业（工种）名称 职业名称 等级');

/** What an item of the form must be by itself, as the lists print items (CAT-003 to CAT-005). 270号 prints no codes. */
export const itemFormRules = {
  code: printed('CAT-003', 'INVALID_OCCUPATION_CODE', [IN_38, IN_38, IN_76]),
  levels: printed('CAT-004', 'INVALID_LEVEL_SET', [IN_38, IN_270, IN_76]),
  names: printed('CAT-005', 'DUPLICATE_CATALOGUE_ITEM', [IN_38, IN_270, IN_76]),
  nameAndCode: printed('CAT-005', 'NAME_CODE_MISMATCH', [IN_38, IN_38, IN_76]),
} as const;

/** The form of each item: its name, its code, whether both belong together, its levels. Places are ['items', '0', ...]. */
export function judgeItemForms({ form: { items }, items: known, on, route }: ItemsFacts): readonly Finding[] {
  const hasTopGrades = routeRuleOf(route).agencyType === 'ENTERPRISE';
  return items.flatMap((item, at) => [
    ...judgeName(items, at, on),
    ...judgeCode(item, at, on),
    ...judgeNameAndCode(item, known?.[at] ?? null, at, on),
    ...judgeLevels(hasTopGrades ? numbered(item) : item, kindOf(item, known?.[at] ?? null), at, on),
  ]);
}

/** CAT-003 of every item. */
export function judgeItemCodes({ form: { items }, on }: ItemsFacts): readonly Finding[] {
  return items.flatMap((item, at) => judgeCode(item, at, on));
}

/** What kind of item it is: as listed, else as its code says, else an occupation. */
export function kindOf({ code }: AppliedItem, known: ItemFacts | null): ItemKind {
  if (known?.listed) return known.listed.kind;
  const reading = code === null ? null : parseOccupationCode(code);
  return reading?.ok ? reading.value.kind : 'OCCUPATION';
}

/** The levels of an item that are levels at all. */
export function levelsOf({ levels }: AppliedItem): readonly LevelNumber[] {
  return levels.filter(isLevel).map((level) => Number(level) as LevelNumber);
}

/** The name identifies the item, and once in a form (CAT-005): DUPLICATE_CATALOGUE_ITEM at the second. */
function judgeName(items: readonly AppliedItem[], at: number, on: Day): readonly Finding[] {
  const rule = ruleOnOrFirst(itemFormRules.names, on);
  const { fullName } = items[at]!;
  const path = ['items', `${at}`, 'fullName'];
  const reading = readCatalogueName(fullName);
  if (!reading.ok) return reading.faults.map((fault) => findingOfFault(rule, fault, path));
  const first = items.findIndex((one) => nameKey(one.fullName) === reading.value.key);
  const failures = first < at ? [{ message: `与第${first + 1}项重复`, facts: { sameAs: first + 1 } }] : [];
  return judged(rule, failures, '名称未重复', { path });
}

/** 职业编码 as the notices print codes (CAT-003). Blank is not judged here: 270号 prints none. */
function judgeCode({ code }: AppliedItem, at: number, on: Day): readonly Finding[] {
  const rule = ruleOnOrFirst(itemFormRules.code, on);
  const path = ['items', `${at}`, 'code'];
  if (code === null) return [finding(rule, 'NOT_APPLICABLE', '未填写职业编码', {}, path)];
  const reading = parseOccupationCode(code);
  if (!reading.ok) return reading.faults.map((fault) => findingOfFault(rule, fault, path));
  return [finding(rule, 'PASS', '职业编码形式正确', {}, path)];
}

/** The code is the one that the list prints beside the name (CAT-005): NAME_CODE_MISMATCH, a code of another edition too. */
function judgeNameAndCode({ code }: AppliedItem, known: ItemFacts | null, at: number, on: Day): readonly Finding[] {
  const path = ['items', `${at}`, 'code'];
  const printed = known?.listed?.code ?? null;
  if (code === null || printed === null || !parseOccupationCode(code).ok) return [];
  const elsewhere = known!.elsewhere.filter(({ found }) => found.code === code);
  const facts = { printed, foundIn: elsewhere.map(({ found }) => `${found.edition} ${found.fullName}`) };
  const failures = code === printed ? [] : [{ message: `该项目的职业编码为${printed}，与所填不符` }];
  return judged(ruleOnOrFirst(itemFormRules.nameAndCode, on), failures, '职业编码与名称相符', { path, facts });
}

/** An item without the grades that have no number; as it is where it has nothing else, which is then no fault of CAT-004. */
function numbered(item: AppliedItem): AppliedItem {
  return { ...item, levels: item.levels.filter((level) => topGradeOf(level) === null) };
}

/** Levels are some of 5, 4, 3, 2, 1, each once (CAT-004); a special ability has none. */
function judgeLevels(item: AppliedItem, kind: ItemKind, at: number, on: Day): readonly Finding[] {
  const rule = ruleOnOrFirst(itemFormRules.levels, on);
  const path = ['items', `${at}`, 'levels'];
  const fault = (found: Fault): Finding => findingOfFault(rule, found, path);
  if (kind === 'SPECIAL_ABILITY')
    return item.levels.length === 0
      ? [finding(rule, 'PASS', '专项职业能力不分等级', {}, path)]
      : [fault(levelFault('NOT_FOR_SPECIAL_ABILITY', '专项职业能力不分等级，不应填写'))];
  const reading = readLevels(item.levels.map((level) => (isLevel(level) ? Number(level) : Number.NaN)));
  if (!reading.ok) return reading.faults.map(fault);
  return [finding(rule, 'PASS', '等级填写正确', {}, path)];
}

function isLevel(text: string): boolean {
  return /^[1-5]$/.test(text);
}

function levelFault(reason: Code, message: string): Fault {
  return { code: 'INVALID_LEVEL_SET', reason, message, source: 'CAT-004' };
}

function printed(
  rule: DatedRule['rule'],
  code: Code,
  [first, second, third]: readonly [Clause, Clause, Clause],
): readonly [DatedRule, DatedRule, DatedRule] {
  const form = { rule, force: 'MUST', code } as const;
  return [
    { ...form, from: day('2024-01-24'), to: day('2024-08-18'), clauses: [first] },
    { ...form, from: day('2024-08-19'), to: day('2025-03-19'), clauses: [second] },
    { ...form, from: day('2025-03-20'), to: null, clauses: [third] },
  ];
}
