import { LRUCache } from 'lru-cache';
import { type DocumentNode, parse } from 'graphql';
import { checkDocument } from './check-document.js';
import type { DocumentLimits } from './document-limits.js';
import { checkText } from './scan-text.js';
import { type TooComplex, tooComplexError } from './too-complex.js';

/** Texts that were checked; each is at most 64 kB. */
const KEPT = 500;

/** Makes the check of a document's text before anything else is done with it; each text is checked once, as long as it is in use. */
export function createDocumentGate(limits: DocumentLimits): (text: string) => void {
  const checked = new LRUCache<string, TooComplex | 'small enough'>({ max: KEPT });
  return (text) => {
    const found = checked.get(text) ?? checkText(text, limits) ?? checkParsed(text, limits) ?? 'small enough';
    // Long texts are refused at a glance and would fill the memory.
    if (text.length <= limits.BYTES) checked.set(text, found);
    if (found !== 'small enough') throw tooComplexError(found);
  };
}

function checkParsed(text: string, limits: DocumentLimits): TooComplex | undefined {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true, maxTokens: limits.TOKENS });
  } catch {
    // Told by the parser of the server.
    return undefined;
  }
  return checkDocument(document, limits);
}
