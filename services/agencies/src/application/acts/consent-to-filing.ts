import { type Day, dayAt } from '@shanghai/kernel';
import { judgeSeparation } from '../assessment-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { publicityOf } from '../publicity-rules.js';

/** 同意备案: by who recorded no result of the assessments; five working days of publicity begin (AGY-023). */
export async function consentToFiling(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  const { caller, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'consentToFiling',
      judge: (application) => [judgeSeparation(application, caller.subject!)],
      next: () => ({ status: 'PUBLICITY', publicity: { publishedAt: now, endsOn: lastDayOfPublicity(now) } }),
    }),
  );
}

function lastDayOfPublicity(publishedAt: Date): Day | null {
  const count = publicityOf(dayAt(publishedAt));
  return count.determined ? count.lastDay : null;
}
