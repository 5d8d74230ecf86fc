import {
  type Finding,
  type LedgerId,
  type Verdict,
  addDays,
  day,
  dayAt,
  parseInstant,
  refusalsOf,
} from '@shanghai/kernel';
import type { AuthorityRecommendation, JudgedForm, SiteRecommendation } from '../dist/application/application.js';
import { letterDuties } from '../dist/application/letter-rules.js';
import type { EarlierApplication, SubmissionFacts } from '../dist/application/submission-facts.js';
import { judgeSubmission } from '../dist/application/submission-rules.js';
import { preloadedRounds } from '../dist/round/round-rules.js';
import { judgedForm, listed } from './application-form.js';

export * from './application-form.js';

/** An instant of RFC 3339, or a day, which stands for its 10:00. */
export function instant(text: string): Date {
  const reading = parseInstant(text.includes('T') ? text : `${text}T10:00:00+08:00`);
  if (!reading.ok) throw new RangeError(`${text} is not an instant.`);
  return reading.value;
}

/** The letter of the industry authority that supports 咖啡师. */
export function recommendation(changed: Partial<AuthorityRecommendation> = {}): AuthorityRecommendation {
  return {
    kind: 'INDUSTRY',
    authority: '上海市商务委员会',
    itemNames: ['咖啡师'],
    letterNo: '沪商函〔2024〕1号',
    dutiesParagraph: letterDuties,
    sealedOn: day('2024-08-20'),
    at: instant('2024-08-21'),
    ...changed,
  };
}

/** The recommendation of the only site by its district. */
export function siteRecommendation(changed: Partial<SiteRecommendation> = {}): SiteRecommendation {
  return { district: '310115', siteNames: ['浦东考核点'], at: instant('2024-08-21'), ...changed };
}

/** An earlier application of the same applicant for 咖啡师 that ended on a day, submitted in the round of that notice. */
export function earlier(changed: Partial<Omit<EarlierApplication, 'endedOn'>> & { readonly endedOn: string }) {
  return {
    id: 'application-earlier',
    submittedOn: addDays(day(changed.endedOn), -90),
    notice: '沪人社职〔2024〕270号',
    status: 'ABANDONED',
    lineageIds: listed('2024-08').lineageIds,
    ...changed,
    endedOn: day(changed.endedOn),
  } as const satisfies EarlierApplication;
}

/** What is changed of lawful facts: the form field by field, the instant also as a text or a day. */
export type ChangedFacts = Partial<Omit<SubmissionFacts, 'at' | 'on' | 'form'>> & {
  readonly at?: string;
  readonly form?: Partial<JudgedForm>;
};

/** The facts of an application that every rule lets pass, on 2025-03-26 unless another instant is given. */
export function lawful({ at: text = '2025-03-26', form, ...changed }: ChangedFacts = {}): SubmissionFacts {
  const at = instant(text);
  const on = dayAt(at);
  const edition = on < '2025-03-20' ? '2024-08' : '2025-03';
  return {
    at,
    on,
    form: judgedForm(form),
    recommendations: [recommendation()],
    siteRecommendations: [siteRecommendation()],
    exceptions: [],
    ...{
      route: 'SOCIAL',
      routeChoice: null,
      consents: [],
      mappings: null,
      roster: null,
      commitments: null,
      comparisonSince: null,
    },
    rounds: preloadedRounds,
    items: [{ listed: listed(edition), elsewhere: [], filedCount: 0, pendingCount: 0 }],
    earlier: [],
    creditCodeIsTaken: false,
    restrictions: [],
    ...changed,
  };
}

/** A finding in one line: AGY-022 LOCKED_AFTER_FAILURE FAIL items.0. */
export function lineOf({ rule, code, verdict, path }: Finding): string {
  return [rule, code, verdict, path.join('.')].join(' ').trimEnd();
}

/** What a submission is refused with, in lines of rule, code and place. */
export function refused(changed: ChangedFacts = {}): readonly string[] {
  const refusals = refusalsOf(judgeSubmission(lawful(changed)));
  return refusals.map(({ rule, code, path }) => `${rule} ${code} ${path.join('.')}`.trimEnd());
}

/** The verdicts of one rule on changed facts. */
export function verdictsOf(rule: LedgerId, changed: ChangedFacts = {}): readonly Verdict[] {
  const findings = judgeSubmission(lawful(changed)).filter((one) => one.rule === rule);
  return [...new Set(findings.map(({ verdict }) => verdict))];
}
