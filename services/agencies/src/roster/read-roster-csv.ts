import { type Finding, finding } from '@shanghai/kernel';
import { badUserInput, readCsvText } from '@shanghai/platform';
import { postOf } from '../post/post-table.js';
import type { SentLines } from './judge-lines.js';
import { listedPostRules } from './post-rules.js';
import { readCategories, readContract, readMark, readPosts, restOf } from './read-cells.js';
import { lineRules } from './roster-line-rules.js';
import { lineOf } from './sent-line.js';
import { sheetColumns } from './sheet-columns.js';
import { MOST_LINES } from './sheet-rules.js';
import type { Sheet, TypedLine, TypedStaff, TypedSupervisor } from './typed-line.js';

/** A sheet as it was uploaded: its lines as typed, what is no value in them, and where each stands in the file. */
export interface ReadSheet extends SentLines {
  /** The line of the file, the header being line 1. */
  readonly fileLines: readonly number[];
}

type Cells = ReadonlyMap<string, string>;
type Path = readonly string[];
interface ReadLine {
  readonly line: TypedLine;
  readonly findings: readonly Finding[];
}

/**
 * Reads a sheet from a CSV text with the columns that the notice prints, in any order. Cells are taken as typed: what is no value
 * is a finding at its row and column.
 * @throws GraphQLError BAD_USER_INPUT when it is no CSV, lacks a column or has another, has no rows or too many
 */
export function readRosterCsv(sheet: Sheet, csv: string): ReadSheet {
  const text = readCsvText(csv);
  if (!text.ok) throw unreadable('CSV', { line: text.line, cause: text.reason });
  const [header, ...rows] = text.rows;
  const columns = (header?.cells ?? []).map((cell) => cell.trim());
  checkColumns(sheetColumns[sheet], columns);
  if (rows.length === 0 || rows.length > MOST_LINES) throw unreadable('ROWS', { maximum: MOST_LINES });
  const pathOf = (at: number): Path => ['rows', String(at)];
  const read = rows.map(({ cells }, at) => readLine(sheet, columns, cells, pathOf(at)));
  return {
    sheet,
    pathOf,
    lines: read.map(({ line }) => line),
    readings: read.map(({ findings }) => findings),
    fileLines: rows.map(({ line }) => line),
  };
}

function checkColumns(expected: readonly string[], found: readonly string[]): void {
  const wrong =
    expected.find((column) => !found.includes(column)) ??
    found.find((column, at) => !expected.includes(column) || found.indexOf(column) !== at);
  if (wrong !== undefined) throw unreadable('COLUMNS', { column: [...wrong].slice(0, 20).join('') });
}

function unreadable(reason: string, details: Readonly<Record<string, unknown>>): Error {
  return badUserInput('the sheet cannot be read', { argument: 'csv', reason, ...details });
}

function readLine(sheet: Sheet, columns: readonly string[], cells: readonly string[], path: Path): ReadLine {
  const of: Cells = new Map(columns.map((column, at) => [column, cells[at] ?? '']));
  const remark = of.get('备注')!;
  const marked = readMark(remark);
  const no = of.get('序号')!.trim();
  const said =
    sheet === 'STAFF' ? staffOf(of, remark, path) : { typed: { supervisor: supervisorOf(of, remark) }, findings: [] };
  const line = lineOf(marked?.mark ?? 'ADD', {
    ...said.typed,
    no: no === '' ? null : no,
    // Blank where there is none, which is no day.
    filedOn: marked?.filedOn ?? '',
  });
  const isWhole = cells.length === columns.length;
  const columnFault = failed(lineRules[sheet].filled[0], 'COLUMN_COUNT', '列数与表头不符', path);
  return { line, findings: [...(isWhole ? [] : [columnFault]), ...(line.mark === 'DELETE' ? [] : said.findings)] };
}

function staffOf(of: Cells, remark: string, path: Path) {
  const named = readCategories(of.get('岗位类别')!);
  const written = readPosts(of.get('具体岗位')!);
  const roles = readPosts(named.labels.filter((label) => /负责人|联系人/u.test(label)).join('、')).posts;
  const posts = [...roles.filter(({ post }) => !written.posts.some((one) => one.post === post)), ...written.posts];
  const covered = new Set(posts.map(({ post }) => postOf(post).categoryLabel));
  const [rule] = listedPostRules;
  const findings = [
    ...written.unknown.map(() =>
      failed(rule, 'UNKNOWN_POST', '具体岗位中有岗位类别说明以外的岗位', [...path, 'posts']),
    ),
    ...named.unknown.map(() => failed(rule, 'UNKNOWN_POST', '岗位类别不在岗位类别说明中', [...path, 'categories'])),
    ...named.labels
      .filter((label) => !covered.has(label))
      .map((label) => failed(rule, 'FIELD_REQUIRED', `未列出“${label}”下的具体岗位`, [...path, 'posts'])),
    ...[...covered]
      .filter((label) => !named.labels.includes(label))
      .map((label) => failed(rule, 'FIELD_REQUIRED', `岗位类别未列出“${label}”`, [...path, 'categories'])),
  ];
  const staff: TypedStaff = {
    ...personIn(of, remark),
    ...{ department: textIn(of, '部门'), title: textIn(of, '职务'), posts, contract: readContract(remark) },
  };
  return { typed: { staff }, findings };
}

function supervisorOf(of: Cells, remark: string): TypedSupervisor {
  return {
    ...personIn(of, remark),
    gender: textIn(of, '性别'),
    birthDate: textIn(of, '出生日期'),
    education: textIn(of, '文化程度'),
    qualification: textIn(of, '专业技术职称/资格证书'),
    workAddress: textIn(of, '单位地址'),
    email: textIn(of, '电子邮箱'),
    experience: textIn(of, '工作经验'),
    hasForm: /附[^，。；]*申请表/u.test(remark),
  };
}

function personIn(of: Cells, remark: string) {
  return {
    name: of.get('姓名')!,
    idNumber: of.get('身份证号码')!,
    phone: of.get('联系方式')!,
    employer: of.get('工作单位')!,
    note: restOf(remark),
  };
}

function textIn(of: Cells, column: string): string | null {
  const text = of.get(column)!;
  return text.trim() === '' ? null : text;
}

function failed(rule: (typeof listedPostRules)[0], code: Finding['code'], message: string, path: Path): Finding {
  return finding({ ...rule, code }, 'FAIL', message, {}, path);
}
