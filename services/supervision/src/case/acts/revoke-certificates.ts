import { type CaseActing, findCaseAgency } from '../case-agency.js';
import { ordersOf } from '../case-consequences.js';
import { orderedEffect } from '../case-effect-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import { type Revocation, judgeRevocation } from '../revocation-rules.js';

/** Which certificates, why, and under which filing they were issued where the case does not say it. */
export interface RevocationAsked extends Revocation {
  readonly filingId: string | null;
}

/** 撤销违规证书数据: asked of the register of certificates by the filing authority, at any tier (VIO-005, CRT-003). */
export async function revokeCertificates(
  acting: CaseActing,
  on: OnCase,
  { filingId: named, ...revocation }: RevocationAsked,
): Promise<CaseActOutcome> {
  const { caller, now } = acting;
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'revokeCertificates',
      payload: { ...revocation, filingId: named },
      facts: async (one, session) => ({
        known: await findCaseAgency(acting, one.subject.agencyId, session),
        effectsBefore: one.effects,
      }),
      judge: (one, { known: { agency, standing } }) => {
        const filing = agency?.filings.find(({ filingId }) => filingId === (one.filingId ?? named)) ?? null;
        return [standing, ...judgeRevocation(revocation, filing, bodyOf(caller))];
      },
      next: (one) => {
        const nth = { caseId: one._id, nth: one.effects.length, at: now };
        const filingId = (one.filingId ?? named)!;
        return {
          filingId,
          effects: [...one.effects, orderedEffect(nth, { kind: 'REVOKE_CERTIFICATES', filingId, ...revocation })],
        };
      },
      consequences: (after, { effectsBefore }) => ordersOf(after, effectsBefore),
    }),
  );
}
