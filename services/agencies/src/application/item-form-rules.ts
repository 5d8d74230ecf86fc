import {
  type Code,
  type Fault,
  type Finding,
  type ItemKind,
  type LevelNumber,
  clause,
  day,
  finding,
  findingOfFault,
  nameKey,
  parseOccupationCode,
  readCatalogueName,
  readLevels,
} from '@shanghai/kernel';
import { type DatedRule, judged } from '../dated-rule.js';
import type { AppliedItem } from './application-form.js';
import type { ItemFacts, SubmissionFacts } from './submission-facts.js';

const CATALOGUE = clause('沪人社职〔2025〕76号', '附件2', '序号	职业编码	职业（工种）名称	职业名称	等级');

/** What an item of the form must be by itself (CAT-003 to CAT-005), on any day. */
export const itemFormRules = {
  code: form('CAT-003', 'INVALID_OCCUPATION_CODE'),
  levels: form('CAT-004', 'INVALID_LEVEL_SET'),
  names: form('CAT-005', 'DUPLICATE_CATALOGUE_ITEM'),
  nameAndCode: form('CAT-005', 'NAME_CODE_MISMATCH'),
} as const;

/** The form of each item: its name, its code, whether both belong together, its levels. Places are ['items', '0', ...]. */
export function judgeItemForms({ form: { items }, items: known }: SubmissionFacts): readonly Finding[] {
  return items.flatMap((item, at) => [
    ...judgeName(items, at),
    ...judgeCode(item, at),
    ...judgeNameAndCode(item, known?.[at] ?? null, at),
    ...judgeLevels(item, kindOf(item, known?.[at] ?? null), at),
  ]);
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
function judgeName(items: readonly AppliedItem[], at: number): readonly Finding[] {
  const rule = itemFormRules.names;
  const { fullName } = items[at]!;
  const path = ['items', `${at}`, 'fullName'];
  const reading = readCatalogueName(fullName);
  if (!reading.ok) return reading.faults.map((fault) => findingOfFault(rule, fault, path));
  const first = items.findIndex((one) => nameKey(one.fullName) === reading.value.key);
  const failures = first < at ? [{ message: `与第${first + 1}项重复`, facts: { sameAs: first + 1 } }] : [];
  return judged(rule, failures, '名称未重复', { path });
}

/** 职业编码 as the notices print codes (CAT-003). Blank is not judged here: 270号 prints none. */
function judgeCode({ code }: AppliedItem, at: number): readonly Finding[] {
  const path = ['items', `${at}`, 'code'];
  if (code === null) return [finding(itemFormRules.code, 'NOT_APPLICABLE', '未填写职业编码', {}, path)];
  const reading = parseOccupationCode(code);
  if (!reading.ok) return reading.faults.map((fault) => findingOfFault(itemFormRules.code, fault, path));
  return [finding(itemFormRules.code, 'PASS', '职业编码形式正确', {}, path)];
}

/** The code is the one that the list prints beside the name (CAT-005): NAME_CODE_MISMATCH, a code of another edition too. */
function judgeNameAndCode({ code }: AppliedItem, known: ItemFacts | null, at: number): readonly Finding[] {
  const path = ['items', `${at}`, 'code'];
  const printed = known?.listed?.code ?? null;
  if (code === null || printed === null || !parseOccupationCode(code).ok) return [];
  const elsewhere = known!.elsewhere.filter(({ found }) => found.code === code);
  const facts = { printed, foundIn: elsewhere.map(({ found }) => `${found.edition} ${found.fullName}`) };
  const failures = code === printed ? [] : [{ message: `该项目的职业编码为${printed}，与所填不符` }];
  return judged(itemFormRules.nameAndCode, failures, '职业编码与名称相符', { path, facts });
}

/** Levels are some of 5, 4, 3, 2, 1, each once (CAT-004); a special ability has none. */
function judgeLevels(item: AppliedItem, kind: ItemKind, at: number): readonly Finding[] {
  const path = ['items', `${at}`, 'levels'];
  const fault = (found: Fault): Finding => findingOfFault(itemFormRules.levels, found, path);
  if (kind === 'SPECIAL_ABILITY')
    return item.levels.length === 0
      ? [finding(itemFormRules.levels, 'PASS', '专项职业能力不分等级', {}, path)]
      : [fault(levelFault('NOT_FOR_SPECIAL_ABILITY', '专项职业能力不分等级，不应填写'))];
  const reading = readLevels(item.levels.map((level) => (isLevel(level) ? Number(level) : Number.NaN)));
  if (!reading.ok) return reading.faults.map(fault);
  return [finding(itemFormRules.levels, 'PASS', '等级填写正确', {}, path)];
}

function isLevel(text: string): boolean {
  return /^[1-5]$/.test(text);
}

function levelFault(reason: Code, message: string): Fault {
  return { code: 'INVALID_LEVEL_SET', reason, message, source: 'CAT-004' };
}

function form(rule: DatedRule['rule'], code: Code): DatedRule {
  return { rule, force: 'MUST', code, from: day('2024-01-24'), to: null, clauses: [CATALOGUE] };
}
