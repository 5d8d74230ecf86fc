import { type Clause, type Day, type Finding, type LedgerId, clause, day, dayAt, finding } from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { Filing, FilingFacts } from './filing.js';

/** What is done to a filing beside its state, and on what it rests from the day a notice says so. */
interface PublicationRule {
  readonly act: PublicationAct;
  readonly rule: LedgerId;
  readonly from: Day;
  /** The agencies that the notice is on; its words bind no other. */
  readonly type: 'SOCIAL_ORGANISATION' | 'COMPARISON';
  readonly clauses: readonly Clause[];
}

/** 报备 and 信息公布. */
export type PublicationAct = 'reportToNationalCentre' | 'publishFiling';

const REPORT = '并向中国就业培训技术指导中心报备';
const PUBLISH = '经备案的社评组织由市人力资源社会保障局向社会公布';

const REPORT_30 = clause(NOTICE_30, '三（三）', '并向中国就业培训技术指导中心报备');
const PUBLISH_30 = clause(NOTICE_30, '三（四）', '经备案的社会化职业技能评价机构由市人力资源社会保障局向社会公布');

/** Each is done once to a filing (FIL-014, AGY-026; CMP-011 and CMP-012 for comparison). */
export const publicationRules: readonly PublicationRule[] = [
  row('reportToNationalCentre', 'FIL-014', '2024-08-19', clause('沪人社职〔2024〕270号', '三（五）', REPORT)),
  row('reportToNationalCentre', 'FIL-014', '2025-03-20', clause('沪人社职〔2025〕76号', '二（三）5', REPORT)),
  row('publishFiling', 'AGY-026', '2024-08-19', clause('沪人社职〔2024〕270号', '三（六）', PUBLISH)),
  row('publishFiling', 'AGY-026', '2025-03-20', clause('沪人社职〔2025〕76号', '二（三）6', PUBLISH)),
  { ...row('reportToNationalCentre', 'FIL-014', '2026-06-23', REPORT_30), type: 'COMPARISON' },
  { ...row('publishFiling', 'AGY-026', '2026-06-23', PUBLISH_30), type: 'COMPARISON' },
];

/** The row of an act on a day: of comparison filings that of 30号, of all others those on social evaluation organisations. */
export function publicationRuleOf(act: PublicationAct, { type }: Pick<FilingFacts, 'type'>, on: Day): PublicationRule {
  const of = publicationRules.filter(
    (one) => one.act === act && (one.type === 'COMPARISON') === (type === 'COMPARISON'),
  );
  return of.findLast(({ from }) => from <= on) ?? of[0]!;
}

/** Whether a filing that was made here can be reported or published at an instant: not a second time (ILLEGAL_TRANSITION). */
export function judgePublication(act: PublicationAct, filing: Filing, at: Date): Finding {
  const on = dayAt(at);
  const { rule, clauses } = publicationRuleOf(act, filing.facts, on);
  const of = { rule, force: 'MUST', code: 'ILLEGAL_TRANSITION', clauses } as const;
  if (filing.receiptNo === undefined || filing.authority?.body !== 'CENTRE')
    return finding(of, 'FAIL', '仅市职鉴中心出具备案回执的备案可办理此事项');
  const { publishedOn, reportedToNationalCentreAt: reportedAt } = filing;
  const done = act === 'publishFiling' ? publishedOn : reportedAt && dayAt(reportedAt);
  return done === undefined
    ? finding(of, 'PASS', '可以办理')
    : finding(of, 'FAIL', `已于${done}办理，不再重复`, { doneOn: done });
}

function row(act: PublicationAct, rule: LedgerId, from: string, ...clauses: readonly Clause[]): PublicationRule {
  return { act, rule, from: day(from), type: 'SOCIAL_ORGANISATION', clauses };
}
