import type { Clause, Day, PassedDay } from '@shanghai/kernel';
import { type Html, markup } from '@shanghai/platform';
import { CENTRE, type PrintedItem, dayInWords, itemTable, signature } from './page-words.js';
import { printedPage } from './printed-page.js';

/** 公示 as it was published. The last day is null where the calendar does not reach. */
export interface NoticeOfPublicity {
  readonly applicantName: string;
  readonly items: readonly PrintedItem[];
  readonly publishedOn: Day;
  readonly endsOn: Day | null;
  /** Every calendar day of the period, which shows how its last day came about. */
  readonly trace: readonly PassedDay[];
  readonly clauses: readonly Clause[];
  readonly synthetic: boolean;
}

const dayKinds: Readonly<Record<PassedDay['kind'], string>> = {
  WORKDAY: '工作日',
  WEEKEND: '休息日',
  HOLIDAY: '节假日',
  MAKEUP_WORKDAY: '调休工作日',
};

/** The public notice of an application as a page: who is to be filed for what, and until when anyone may object (AGY-023). */
export function noticePage({
  applicantName,
  items,
  publishedOn,
  endsOn,
  trace,
  clauses,
  synthetic,
}: NoticeOfPublicity): string {
  return printedPage({
    title: '关于拟备案社会培训评价组织的公示',
    synthetic,
    clauses,
    content: [
      markup`<p class="body">${applicantName}申报社会培训评价组织，已通过机构评估、项目评估，经上海市人力资源和社会保障局同意，现向社会公示。拟备案项目如下：</p>`,
      itemTable(items),
      markup`<p class="body">${periodInWords(endsOn)}对公示内容有异议的，可于公示期内向${CENTRE}提出，并留下联系方式。</p>`,
      ...(trace.length > 0 ? [traceTable(trace)] : []),
      signature(publishedOn),
    ],
  });
}

function periodInWords(endsOn: Day | null): string {
  return endsOn === null
    ? '公示期为公示次日起5个工作日；其间的节假日安排尚未公布，截止日待定。'
    : `公示期为公示次日起5个工作日，至${dayInWords(endsOn)}24时止。`;
}

function traceTable(trace: readonly PassedDay[]): Html {
  const rows = trace.map(
    ({ on, kind, label, workingDay }) =>
      markup`<tr><td>${dayInWords(on)}</td><td>${dayKinds[kind]}${label === null ? '' : `（${label}）`}</td><td class="no">${workingDay ?? '—'}</td></tr>\n`,
  );
  return markup`<table class="compact">
<caption>公示期的推算（公示当日不计）</caption>
<thead><tr><th>日期</th><th>日别</th><th class="no">工作日</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}
