import type { Acting } from '@shanghai/platform';
import { judgeArchive } from '../archive-rules.js';
import { judgeLevel } from '../deciding-level-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';

/** 结案: once process, decision and evidence are all in the archive (VIO-010). */
export async function closeCase(acting: Acting, on: OnCase): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'closeCase',
      judge: ({ materials, decisions }) => [
        judgeLevel(decisions.at(-1) ?? null, bodyOf(acting.caller)),
        judgeArchive(materials),
      ],
      next: () => ({ status: 'CLOSED' }),
    }),
  );
}
