import type { Clause } from '@shanghai/kernel';
import { type Html, markup, pageFrame } from '@shanghai/platform';

/** What every printed page has around its own content. */
export interface PrintedPage {
  readonly title: string;
  readonly content: readonly Html[];
  /** What the page rests on, printed at its foot. */
  readonly clauses: readonly Clause[];
  /** Whether it is about something invented, and is marked so that nobody takes it for a document. */
  readonly synthetic: boolean;
}

/** A page in Chinese to be printed on A4. It needs nothing beside itself, so that a saved copy is whole. */
export function printedPage({ title, content, clauses, synthetic }: PrintedPage): string {
  return pageFrame({
    title,
    content,
    marks: synthetic ? [SPECIMEN] : [],
    foot: clauses.map(
      ({ notice, item, quote }) => markup`<p>依据：${notice} ${item}：“${quote.replace(/\s+/gu, '')}”</p>`,
    ),
  });
}

const SPECIMEN = markup`<div class="specimen" aria-hidden="true">示例</div>
<p class="invented">示例：本页所载均为虚构，不具任何效力</p>`;
