import type { CertifyingBody, ComparisonKind, SourceCertificate } from './comparison-mapping.js';

/** The issuer in a cell: 英国资历培训 (Training Qualifications UK, TQUK) overseas, a name alone for an enterprise. */
export function readBody(kind: ComparisonKind, printed: string): CertifyingBody | null {
  if (kind === 'ENTERPRISE_DUAL')
    return printed === '' ? null : { nameZh: shownZh(printed), nameEn: null, abbreviation: null };
  const names = splitLanguages(printed);
  if (!names) return null;
  const [nameEn, abbreviation] = splitAtLastComma(names.en);
  return { nameZh: names.zh, nameEn, abbreviation };
}

/**
 * The certificate in a cell. Overseas the English bracket ends with the reference, after a comma, where there is one; an
 * enterprise puts its code before the name and a star grade in the bracket. Null when the cell is not printed so.
 */
export function readCertificate(kind: ComparisonKind, printed: string): SourceCertificate | null {
  if (kind === 'ENTERPRISE_DUAL') return readEnterpriseCertificate(printed);
  const names = splitLanguages(printed);
  if (!names) return null;
  const [, reference] = splitAtLastComma(names.en);
  return { nameZh: names.zh, nameEn: names.en, reference, starGrade: null };
}

/** The number that an overseas certificate gives its own level: L2, Level 4. Null without one. Never a municipal level. */
export function foreignLevelOf(printed: string): number | null {
  const match = /\b(?:L|Level )([1-9])\b/.exec(printed);
  return match ? Number(match[1]) : null;
}

function readEnterpriseCertificate(printed: string): SourceCertificate | null {
  if (printed === '') return null;
  const [, reference = null, name = printed] = /^([A-Za-z][A-Za-z0-9-]*)\s+(.*\p{Script=Han}.*)$/u.exec(printed) ?? [];
  const starGrade = /[（(](\p{Script=Han}星)资格[）)]$/u.exec(name)?.[1] ?? null;
  return { nameZh: shownZh(name), nameEn: null, reference, starGrade };
}

function splitLanguages(printed: string): { readonly zh: string; readonly en: string } | null {
  const [, zh, en] = /^(.+?)\s*[（(](.+)[）)]$/su.exec(printed) ?? [];
  return zh === undefined || en === undefined ? null : { zh: shownZh(zh), en };
}

function splitAtLastComma(text: string): readonly [string, string | null] {
  const at = text.lastIndexOf(', ');
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 2)];
}

/** Without the blanks between Chinese characters, which come from line breaks inside the cell; others divide words. */
function shownZh(text: string): string {
  return text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
}
