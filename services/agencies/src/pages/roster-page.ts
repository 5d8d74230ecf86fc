import { type Clause, type Day, clause } from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { PrintedSheet } from '../roster/print-roster.js';
import type { Sheet } from '../roster/typed-line.js';
import { markup } from '@shanghai/platform';
import { dayInWords } from './page-words.js';
import { printedPage } from './printed-page.js';

/** A sheet of a roster that is printed, to be stamped. */
export interface RosterPage {
  readonly sheet: Sheet;
  readonly agencyName: string;
  readonly on: Day;
  readonly printed: PrintedSheet;
  readonly synthetic: boolean;
}

/** What the sheets rest on. */
export const rosterPageClauses: Readonly<Record<Sheet, Clause>> = {
  STAFF: clause(NOTICE_30, '附件5-2', '此表需盖章，填表要求如下'),
  INTERNAL_SUPERVISORS: clause(
    NOTICE_30,
    '附件5 监督员汇总表',
    '以上人员信息已经我单位核检,提交的备案信息真实、有效、合法',
  ),
};

/** The sheet as a page. Persons are masked: who needs more asks for it with a purpose. */
export function rosterPage({ sheet, agencyName, on, printed, synthetic }: RosterPage): string {
  const { title, columns, rows } = printed;
  return printedPage({
    title,
    synthetic,
    clauses: [rosterPageClauses[sheet]],
    content: [
      markup`<p class="to">评价机构（全称）（盖章）：${agencyName}</p>
<p class="to">截至${dayInWords(on)}；姓名、身份证号码、联系方式已遮蔽</p>
<table class="compact">
<thead><tr>${columns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
<tbody>
${rows.map(({ cells }) => markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>`,
    ],
  });
}
