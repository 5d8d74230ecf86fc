import { createHash } from 'node:crypto';
import type { Clause } from '@shanghai/kernel';
import { type Html, markup, unescaped } from './markup.js';
import { PRINT_STYLE } from './print-style.js';

/** What every printed page has around its own content. */
export interface PrintedPage {
  readonly title: string;
  readonly content: readonly Html[];
  /** What the page rests on, printed at its foot. */
  readonly clauses: readonly Clause[];
  /** Whether it is about something invented, and is marked so that nobody takes it for a document. */
  readonly synthetic: boolean;
}

/** The page may show itself with this one style, and nothing else: no script, no picture, no address. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(PRINT_STYLE).digest('base64')}'`;

/** A page in Chinese to be printed on A4. It needs nothing beside itself, so that a saved copy is whole. */
export function printedPage({ title, content, clauses, synthetic }: PrintedPage): string {
  return markup`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${[unescaped(POLICY)]}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${[unescaped(PRINT_STYLE)]}</style>
</head>
<body>
${synthetic ? [SPECIMEN] : []}
<main>
<h1>${title}</h1>
${content}
</main>
<footer>
${clauses.map(({ notice, item, quote }) => markup`<p>依据：${notice} ${item}：“${quote.replace(/\s+/gu, '')}”</p>`)}
</footer>
</body>
</html>
`;
}

const SPECIMEN = markup`<div class="specimen" aria-hidden="true">示例</div>
<p class="invented">示例：本页所载均为虚构，不具任何效力</p>`;
