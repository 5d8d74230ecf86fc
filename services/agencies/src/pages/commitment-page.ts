import type { Clause, Day } from '@shanghai/kernel';
import { type Html, markup } from '@shanghai/platform';
import { dayInWords } from './page-words.js';
import { printedPage } from './printed-page.js';

/** A signed commitment or pledge, as it is printed. */
export interface PrintedCommitment {
  readonly title: string;
  readonly number: string;
  readonly agencyName: string;
  /** As it may be shown. */
  readonly signatory: string;
  readonly signedOn: Day;
  readonly paragraphs: readonly { readonly no: string; readonly clause: Clause }[];
  readonly synthetic: boolean;
}

/** 机构承诺书 and 廉洁责任书 as a page: each paragraph by its number, with the words that the project carries of it (CMT). */
export function commitmentPage(document: PrintedCommitment): string {
  const { title, number, agencyName, signatory, signedOn, paragraphs, synthetic } = document;
  return printedPage({
    title,
    synthetic,
    clauses: [],
    content: [
      markup`<p class="number">编号：${number}</p>
<p class="to">${agencyName}</p>
<p class="body">以下各条摘自${paragraphs[0]!.clause.notice}所附文本，全文以该通知为准。</p>`,
      ...paragraphs.map(({ no, clause }): Html => markup`<p class="body">${no}、${clause.quote}。</p>`),
      markup`<div class="signature"><p>签署人：${signatory}</p><p>${dayInWords(signedOn)}</p></div>`,
    ],
  });
}
