import { createHash } from 'node:crypto';
import { type Html, markup, unescaped } from './markup.js';
import { PRINT_STYLE } from './print-style.js';

/** What a printed page has around its own content. */
export interface PageFrame {
  readonly title: string;
  /** Before the title, such as a mark over the whole page. */
  readonly marks: readonly Html[];
  readonly content: readonly Html[];
  /** The paragraphs at its foot. */
  readonly foot: readonly Html[];
}

/** The page may show itself with this one style, and nothing else: no script, no picture, no address. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(PRINT_STYLE).digest('base64')}'`;

/** A page in Chinese to be printed on A4. It needs nothing beside itself, so that a saved copy is whole. */
export function pageFrame({ title, marks, content, foot }: PageFrame): string {
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
${marks}
<main>
<h1>${title}</h1>
${content}
</main>
<footer>
${foot}
</footer>
</body>
</html>
`;
}
