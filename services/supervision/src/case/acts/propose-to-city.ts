import { type DistrictCode, dayAt } from '@shanghai/kernel';
import { type CaseActing, findCaseAgency, scopeOfCase } from '../case-agency.js';
import { judgeProposal } from '../deciding-authority-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import type { Proposal } from '../violation-case.js';

/** What a district would have the city decide. */
export type ProposalMade = Pick<Proposal, 'tier' | 'measures' | 'opinion'>;

/** 报市级决定: what a district may not decide itself, with its opinion; the evidence goes along with the case (VIO-001). */
export async function proposeToCity(acting: CaseActing, on: OnCase, proposed: ProposalMade): Promise<CaseActOutcome> {
  const { caller, now } = acting;
  const by = bodyOf(caller);
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'proposeToCity',
      payload: proposed,
      reason: proposed.opinion,
      facts: async (one, session) => findCaseAgency(acting, one.subject.agencyId, session),
      judge: (one, { agency, standing }) => {
        const filing = agency?.filings.find(({ filingId }) => filingId === one.filingId) ?? null;
        const scope = scopeOfCase(one, agency);
        return [standing, judgeProposal({ by, scope, filing, on: dayAt(now) }, proposed)];
      },
      next: (one) => ({
        status: 'REFERRED_TO_CITY',
        proposals: [...one.proposals, { ...proposed, district: by.district as DistrictCode, at: now, returned: null }],
      }),
    }),
  );
}
