import {
  type DistrictCode,
  type Finding,
  type Refusal,
  distinctClauses,
  refusalsOf,
  weighFindings,
} from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type JournalEvent,
  type OnAggregate,
  type Sealer,
  type Verb,
  askedOf,
  badUserInput,
  performVerb,
} from '@shanghai/platform';
import type { Lag } from '../filing-scope/scope-on.js';
import { certificatesCounted } from '../statistics/certificates-counted.js';
import { type CertificateAct, certificateStepOf } from './certificate-machine.js';
import { certificatesVisibleTo, findCertificatesById, replaceCertificate } from './certificate-store.js';
import { judgeCertificateStep } from './certificate-step-rules.js';
import type { Certificate, StoredCertificate } from './certificate.js';

/** Who acts on certificates, and with what. */
export interface CertificateActing extends Acting {
  readonly sealer: Sealer;
  /** How many events a read model has still to take. */
  readonly lag: Lag;
}

/** A certificate as an act left it, or every reason why the act was refused. */
export type CertificateOutcome =
  { readonly certificate: StoredCertificate; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/** One act on a certificate that is there; without facts or rules of its own where it names none. */
export interface CertificateVerb<Facts>
  extends
    Omit<Verb<CertificateAct, Certificate, Finding, Partial<Certificate>, Facts>, 'facts' | 'judge' | 'consequences'>,
    Partial<Pick<Verb<CertificateAct, Certificate, Finding, Partial<Certificate>, Facts>, 'facts' | 'judge'>> {
  /** What others are told; nothing when absent. */
  readonly tell?: (after: Certificate) => JournalEvent;
}

/** What is typed is never taken for an instant. */
export const TYPED: ReadonlySet<string> = new Set([
  'occupation',
  'agreementNo',
  'score',
  'flags',
  'correction',
  'hiding',
]);

/** Who asks, as far as machine 7 goes. */
export function certificateBodyOf({ caller: { role, scopes } }: Pick<Acting, 'caller'>) {
  return { role, district: (scopes['district'] ?? null) as DistrictCode | null };
}

/**
 * The one way in which anything happens to a certificate that is there: in the caller's scope, as machine 7 has it, with every
 * finding at once, in one transaction with its journal row and the counts.
 * @throws GraphQLError BAD_USER_INPUT when there is no such certificate for the caller, or CONFLICT
 */
export async function performOnCertificate<Facts = null>(
  acting: CertificateActing,
  on: OnAggregate,
  verb: CertificateVerb<Facts>,
): Promise<CertificateOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), TYPED);
  if ('refusals' in outcome) return outcome;
  const { state, version, isRepeated } = outcome;
  return { certificate: { ...(state as Certificate), version }, isRepeated };
}

/** The state of a stored certificate, as acts and the journal have it. */
export function certificateOf({ version: _version, ...certificate }: StoredCertificate): Certificate {
  return certificate;
}

function actOf<Facts>(
  acting: CertificateActing,
  on: OnAggregate,
  verb: CertificateVerb<Facts>,
): Act<Certificate, Refusal> {
  const { store, caller } = acting;
  const { facts = async () => Promise.resolve(null as Facts) } = verb;
  let before: Certificate | null = null;
  return {
    ...askedOf('certificate', acting, on, verb),
    load: async (session) => {
      const [found] = await findCertificatesById(store, [on.id], certificatesVisibleTo(caller), session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!found) throw badUserInput('no such certificate', { argument: 'id' });
      before = certificateOf(found);
      return { state: before, version: found.version };
    },
    decide: async (state, session) => {
      const illegal = judgeCertificateStep(certificateStepOf(verb.act), certificateBodyOf(acting), state);
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, state!, await facts(state!, session));
    },
    save: async (after, version, session) => {
      await replaceCertificate(store, { ...after, version }, session);
      await certificatesCounted(store, [{ before, after }], session);
    },
  };
}

function decisionOf<Facts>(
  { act, reason = null, judge = () => [], next, tell }: CertificateVerb<Facts>,
  before: Certificate,
  facts: Facts,
): Awaited<ReturnType<Act<Certificate, Refusal>['decide']>> {
  const { guards, clauses: own } = certificateStepOf(act);
  const { refusals, clauses, rules } = weighFindings(judge(before, facts), guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const state: Certificate = { ...before, ...next(before, facts) };
  const grounds = distinctClauses([...own, ...clauses]);
  return { accepted: true, state, reason, grounds, rules, event: tell?.(state) ?? null };
}
