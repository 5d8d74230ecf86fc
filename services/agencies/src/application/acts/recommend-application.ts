import { type Day, dayAt } from '@shanghai/kernel';
import type { AuthorityRecommendation } from '../application.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { type Letter, judgeLetter } from '../letter-rules.js';
import { scopeOf } from '../scope-of.js';

/** 推荐函 as the authority enters it. */
export interface NumberedLetter extends Letter {
  readonly letterNo: string | null;
}

/** 主管部门推荐 (AGY-011, AGY-027): a second letter of an authority takes the place of its first. */
export async function recommendApplication(
  acting: Acting,
  on: OnApplication,
  letter: NumberedLetter,
): Promise<ApplicationActOutcome> {
  const { caller, now } = acting;
  const kind = caller.role === 'SUPERIOR_AUTHORITY' ? 'SUPERIOR' : 'INDUSTRY';
  const authority = scopeOf(caller, kind === 'SUPERIOR' ? 'superior' : 'industry');
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'recommendApplication',
      payload: letter,
      judge: ({ form, route }) => judgeLetter(letter, form, dayAt(now), route),
      next: ({ recommendations }) => ({
        recommendations: [
          ...recommendations.filter((one) => one.kind !== kind || one.authority !== authority),
          { ...letter, kind, authority, sealedOn: letter.sealedOn as Day, at: now } satisfies AuthorityRecommendation,
        ],
      }),
    }),
  );
}
