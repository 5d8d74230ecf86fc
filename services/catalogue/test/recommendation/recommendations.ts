import { day, parseInstant, refusalsOf } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import { annexedEditions } from '../../dist/edition/editions.js';
import type { Resolved } from '../../dist/item/name-rules.js';
import type { FormFile, RecommendationForm } from '../../dist/recommendation/recommendation-form.js';
import { judgedForm } from '../../dist/recommendation/seal-form.js';
import type { SubmissionFacts } from '../../dist/recommendation/submission-facts.js';
import { judgeSubmission } from '../../dist/recommendation/submission-rules.js';
import { printedRounds } from '../../dist/round/selection-round.js';

/** Callers, by what they are. */
export const callers = {
  industry: caller('INDUSTRY_AUTHORITY', { industry: '示例行业主管部门' }),
  otherIndustry: caller('INDUSTRY_AUTHORITY', { industry: '示例另一主管部门' }),
  pudong: caller('DISTRICT_BUREAU', { district: '310115' }),
  huangpu: caller('DISTRICT_BUREAU', { district: '310101' }),
  superior: caller('SUPERIOR_AUTHORITY', { superior: '示例集团' }),
  agency: caller('AGENCY', { agency: 'agency-1' }),
  centre: caller('CENTRE', {}),
  bureau: caller('BUREAU', {}),
  auditor: caller('AUDITOR', {}),
  public: publicCaller,
} as const;

export { testSealer };

/** An instant of RFC 3339, or a day, which stands for its 10:00. */
export function instant(text: string): Date {
  const reading = parseInstant(text.includes('T') ? text : `${text}T10:00:00+08:00`);
  if (!reading.ok) throw new RangeError(`${text} is not an instant.`);
  return reading.value;
}

/** One of the two files of a form. */
export function formFile(kind: 'PDF' | 'WORD', changed: Partial<FormFile> = {}): FormFile {
  const isPdf = kind === 'PDF';
  return {
    type: isPdf ? 'OCCUPATION_RECOMMENDATION_FORM_PDF_SEALED' : 'OCCUPATION_RECOMMENDATION_FORM_WORD',
    name: isPdf ? '推荐表.pdf' : '推荐表.doc',
    mediaType: isPdf ? 'application/pdf' : 'application/msword',
    sizeBytes: 2048,
    sha256: (isPdf ? 'a' : 'b').repeat(64),
    reference: `mail-${kind}`,
    ...changed,
  };
}

/** A row that every rule lets through: an occupation that no catalogue lists. */
export function lawfulForm(changed: Partial<RecommendationForm> = {}): RecommendationForm {
  return {
    formNo: '示例推荐〔2025〕1号',
    priority: 1,
    code: '6-25-04-05',
    occupation: '智能硬件装调员',
    workType: null,
    workTypeReason: null,
    standing: 'CLASSIFIED',
    standardName: '智能硬件装调员国家职业标准',
    standardVersion: '2024年版',
    isAccessLicence: false,
    isShortage: true,
    industries: ['人工智能', '电子信息'],
    otherIndustry: null,
    expectedHeadcounts: [300, 400, 500],
    reason: '行业规划和调研摸底',
    levelExtensionReason: null,
    contactName: '王示例',
    contactPhone: '13800001234',
    filledOn: '2025-06-20',
    files: [formFile('PDF'), formFile('WORD')],
    ...changed,
  };
}

/** What a name stands for that the catalogue of 2025 does not list. */
export const notListed: Resolved = {
  state: 'NOT_IN_CATALOGUE',
  edition: annexedEditions[2]!,
  item: null,
  candidates: [],
  explanation: null,
};

/** The facts of a lawful submission on 20 June 2025. */
export function lawfulFacts({
  form,
  ...changed
}: Partial<Omit<SubmissionFacts, 'form'>> & { form?: Partial<RecommendationForm> } = {}): SubmissionFacts {
  return {
    at: instant('2025-06-20'),
    form: judgedForm(lawfulForm(form)),
    rounds: printedRounds,
    otherPriorities: [],
    listed: notListed,
    occupationsOfCode: [],
    ...changed,
  };
}

/** The codes that refuse, each with its place. */
export function refused(facts: SubmissionFacts): string[] {
  return refusalsOf(judgeSubmission(facts)).map(({ code, path }) => [code, ...path].join(' '));
}

/** A round that the Centre has opened. */
export function openedRound(month: string) {
  return { _id: month, opensOn: day(`${month}-20`), closesOn: day(`${month}-30`) };
}

function caller(role: string, scopes: Caller['scopes']): Caller {
  return { ...publicCaller, role, scopes, subject: `${role.toLowerCase()}-${Object.values(scopes).join('')}` };
}
