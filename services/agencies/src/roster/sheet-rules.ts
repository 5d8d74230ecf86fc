import { type Code, type DatedRule, type Day, type Finding, finding } from '@shanghai/kernel';
import { lineRules, readFiledOn } from './roster-line-rules.js';
import { headcountRules } from './staff-rules.js';
import { supervisorRules } from './supervisor-rules.js';
import type { LineMark, Sheet, TypedLine } from './typed-line.js';

/** A line of a sheet as it stands, as the next one is judged by. */
export interface StandingLine {
  readonly id: string;
  readonly no: number;
  /** What says that two lines are one person: never the identity number. */
  readonly person: string;
  readonly mark: LineMark;
  /** 备案时间 of its newest entry. */
  readonly filedOn: Day;
}

/** A typed line with what says whose it is; null where no identity number was typed. */
export interface IdentifiedLine {
  readonly line: TypedLine;
  readonly person: string | null;
}

/** The most lines a sheet takes, so that it is always read and judged whole. */
export const MOST_LINES = 300;

/** How lines are judged against a sheet. */
export interface SheetCase {
  readonly sheet: Sheet;
  readonly today: Day;
  /** Where each line stands in what was sent. */
  readonly pathOf: (at: number) => readonly string[];
}

/** What is wrong with each line as the next of a sheet: whom it is about, its number and its day. One list for each line. */
export function judgeSheet(
  lines: readonly IdentifiedLine[],
  standing: readonly StandingLine[],
  asked: SheetCase,
): readonly (readonly Finding[])[] {
  let next = standing.length;
  return lines.map((one, at) => {
    const isNew = one.line.mark === 'ADD';
    if (isNew) next += 1;
    const about = isNew ? null : lineAbout(one, standing);
    const path = asked.pathOf(at);
    const isTwice = one.person !== null && lines.slice(0, at).some(({ person }) => person === one.person);
    return [
      ...(isTwice
        ? [failed(duplicateRule(asked), 'DUPLICATE_PERSON', '同一身份证号码在本次填报中重复', [...path, 'idNumber'])]
        : []),
      ...(isNew
        ? judgeNew(one, { standing, no: next }, asked, path)
        : judgeStanding(one, about, standing, asked, path)),
      ...judgeNumber(one.line, isNew ? next : (about?.no ?? null), asked, path),
    ];
  });
}

/** The line that another is about: the one it names, or that of the person while it stands. Null when there is none. */
export function lineAbout({ line, person }: IdentifiedLine, standing: readonly StandingLine[]): StandingLine | null {
  const found = standing.find((one) => (line.lineId === null ? isOf(one, person) : one.id === line.lineId));
  return found && found.mark !== 'DELETE' ? found : null;
}

function judgeNew(
  { person }: IdentifiedLine,
  { standing, no }: { readonly standing: readonly StandingLine[]; readonly no: number },
  asked: SheetCase,
  path: readonly string[],
): readonly Finding[] {
  const isThere = standing.some((one) => isOf(one, person));
  const isFull = no > MOST_LINES;
  return [
    ...(isThere ? [failed(duplicateRule(asked), 'DUPLICATE_PERSON', '该人员已在名册中', [...path, 'idNumber'])] : []),
    ...(isFull ? [failed(duplicateRule(asked), 'ROSTER_FULL', `名册最多${MOST_LINES}行`, path)] : []),
  ];
}

function judgeStanding(
  one: IdentifiedLine,
  about: StandingLine | null,
  standing: readonly StandingLine[],
  { sheet, today }: SheetCase,
  path: readonly string[],
): readonly Finding[] {
  const [rule] = lineRules[sheet].filled;
  if (!about) return [failed(rule, 'NOT_ON_ROSTER', '名册中没有该人员，不能变更或删除', [...path, 'idNumber'])];
  const filedOn = readFiledOn(one.line, today);
  const isOther = standing.some(
    (other) => other.id !== about.id && isOf(other, one.person) && one.line.mark === 'CHANGE',
  );
  return [
    ...(filedOn !== null && filedOn < about.filedOn
      ? [failed(rule, 'INVALID_REMARK', `备案时间早于该人员上一次备案（${about.filedOn}）`, [...path, 'filedOn'])]
      : []),
    ...(isOther
      ? [
          failed(lineRules[sheet].identity[0], 'DUPLICATE_PERSON', '该身份证号码属于名册中的另一人', [
            ...path,
            'idNumber',
          ]),
        ]
      : []),
  ];
}

/** 序号: what is typed has to be the number that the sheet has for it. */
function judgeNumber(
  { no }: TypedLine,
  expected: number | null,
  { sheet }: SheetCase,
  path: readonly string[],
): readonly Finding[] {
  if (no === null || expected === null || no === String(expected)) return [];
  const [rule] = lineRules[sheet].sequence;
  const message = `序号应在原有人员基础上累计，此行应为${expected}`;
  return [finding(rule, 'FAIL', message, { expected }, [...path, 'no'])];
}

function isOf({ person, mark }: StandingLine, other: string | null): boolean {
  return mark !== 'DELETE' && other !== null && person === other;
}

function duplicateRule({ sheet }: SheetCase): DatedRule {
  return sheet === 'STAFF' ? headcountRules[0] : supervisorRules[0];
}

function failed(rule: DatedRule, code: Code, message: string, path: readonly string[]): Finding {
  return finding({ ...rule, code }, 'FAIL', message, {}, path);
}
