import { type Finding, type Day, day, residentIdCheck } from '@shanghai/kernel';
import type { ExamCase } from '../../dist/certificate/exam-rules.js';
import type { PassedExam } from '../../dist/certificate/exam.js';
import type { FiledScope, FilingSpan, ScopeItem } from '../../dist/filing-scope/filed-scope.js';

/** The filing of the tests, in force from the first day of 2025 to the last of 2027, with one item at three levels. */
export const FILING = 'filing-c2';
export const AGENCY = 'agency-c2';
export const ITEM = 'item-c2';
export const TODAY = day('2026-11-01');

/** A day of the tests. */
export const on = (text: string): Day => day(text);

const active: FilingSpan = { status: 'ACTIVE', from: day('2025-01-01'), to: day('2027-12-31') };

export const scopeItem = (over: Partial<ScopeItem> = {}): ScopeItem => ({
  ...{ filedItemId: 'filed-item-c2', itemId: ITEM, mappingId: null },
  ...{ fullName: '示例装配工（示例）', nameKey: '示例装配工(示例)', levels: [5, 4, 3] },
  ...{ from: day('2025-01-01'), to: null, notEvaluable: [], ...over },
});

export const scopeOf = (over: Partial<FiledScope> = {}): FiledScope => ({
  _id: FILING,
  agencyId: AGENCY,
  agency: { name: '示例机构', type: 'SOCIAL_ORGANISATION', registrationDistrict: '310115', synthetic: true },
  type: 'SOCIAL_ORGANISATION',
  authority: { body: 'CENTRE', district: null },
  states: [active],
  termination: null,
  items: [scopeItem()],
  part: null,
  version: 1,
  ...over,
});

/** A filing that was in force up to a day and then stood otherwise. */
export const endedScope = (status: FilingSpan['status'], since: string, over: Partial<FiledScope> = {}): FiledScope => {
  const before = new Date(Date.parse(since) - 86_400_000).toISOString().slice(0, 10);
  return scopeOf({
    states: [
      { ...active, to: day(before) },
      { status, from: day(since), to: null },
    ],
    ...over,
  });
};

export const examOf = (over: Partial<PassedExam> = {}): PassedExam => ({
  ...{ name: '安娜卡列宁', idNumber: idNumberOf(1), bornOn: day('1990-01-01'), occupation: '示例装配工（示例）' },
  ...{ level: 4, examOn: day('2026-10-10'), issuedOn: day('2026-10-20'), appliedOn: null, number: null },
  ...{ candidateKind: 'PUBLIC', agreementNo: null, scoreEnteredBy: 'S-1', scoreConfirmedBy: 'S-2', ...over },
});

export const examCase = (over: Partial<ExamCase> = {}): ExamCase => ({
  scope: scopeOf(),
  today: TODAY,
  approvalNo: null,
  ...over,
});

/** An invented identity number, born on a day. */
export function idNumberOf(no: number, born = '19900101'): string {
  const body = `310115${born}${String(no % 1000).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}

/** Rule and code of everything that refuses. */
export function failures(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ verdict, force }) => verdict !== 'PASS' && verdict !== 'NOT_APPLICABLE' && force !== 'INFO')
    .map(({ rule, code }) => `${rule} ${code}`);
}
