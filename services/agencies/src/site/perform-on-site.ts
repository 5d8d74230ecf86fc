import { type Finding, type Refusal, dayAt, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type Decision,
  type OnAggregate,
  type Verb,
  askedOf,
  badUserInput,
  performVerb,
  plainVerb,
} from '@shanghai/platform';
import type { Actor } from '../application/application-machine.js';
import { VERBATIM } from '../application/perform-on-application.js';
import { restateRegister } from '../public-register/restate-register.js';
import { repeatSites } from './repeat-sites.js';
import type { Site } from './site.js';
import { groundsOfSiteAct, judgeSiteStep } from './site-act-rules.js';
import { siteChanged } from './site-event.js';
import { type SiteAct, siteTransitionOf } from './site-machine.js';
import { findSite, replaceSite } from './site-store.js';

/** Which site, at which version. */
export type OnSite = OnAggregate;

/** One act on a site. */
export interface SiteVerb<Facts> extends Verb<SiteAct, Site, Finding, Partial<Site>, Facts> {
  /** What it is made from, of the act that registers it. */
  readonly blank?: Site;
}

/** A site as an act left it, or every reason why the act was refused. */
export type SiteActOutcome =
  { readonly site: Site; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anybody does anything to a site: as its machine has it, with every finding at once, in one transaction
 * with its journal row and with what agency and filed items repeat of it.
 * @throws GraphQLError BAD_USER_INPUT when there is no such site, or it is another agency's than the caller; or CONFLICT
 */
export async function performOnSite<Facts>(acting: Acting, on: OnSite, verb: SiteVerb<Facts>): Promise<SiteActOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return { site: { ...(outcome.state as Site), version: outcome.version }, isRepeated: outcome.isRepeated };
}

/** A verb without facts or rules of its own: what it says replaces this. */
export function siteVerb<Facts = null>(
  said: Pick<SiteVerb<Facts>, 'act' | 'next'> & Partial<SiteVerb<Facts>>,
): SiteVerb<Facts> {
  return { ...plainVerb<Facts>(), ...said };
}

function actOf<Facts>(acting: Acting, on: OnSite, verb: SiteVerb<Facts>): Act<Site, Refusal> {
  const { store, caller, now } = acting;
  const { blank } = verb;
  const by = { role: caller.role as Actor, district: caller.scopes['district'] ?? null };
  return {
    // A name is unique among the sites of an agency.
    ...askedOf('site', acting, on, { ...verb, guards: blank ? [`sites/${blank.agencyId}`] : [] }),
    load: async (session) => {
      const site = await findSite(store, on.id, session);
      if (!site && blank) return null;
      if (!site || (caller.role === 'AGENCY' && site.agencyId !== caller.scopes['agency'])) throw noSuchSite();
      return { state: site, version: site.version ?? 0 };
    },
    decide: async (state, session) => {
      const site = (state ?? blank)!;
      const illegal = blank ? null : judgeSiteStep(verb.act, site, by, dayAt(now));
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, site, await verb.facts(site, session), now);
    },
    save: async (state, next, session) => {
      await replaceSite(store, { ...state, byAct: true, version: next }, session);
      await repeatSites(store, state.agencyId, session);
      await restateRegister(store, state.agencyId, session);
    },
  };
}

/** There is none of that id for the caller. */
export function noSuchSite(): Error {
  return badUserInput('no such site', { argument: 'id' });
}

function decisionOf<Facts>(
  { act, reason = null, judge, next }: SiteVerb<Facts>,
  site: Site,
  facts: Facts,
  now: Date,
): Decision<Site, Refusal> {
  const { refusals, remarks, clauses, rules } = weighFindings(judge(site, facts), siteTransitionOf(act).guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const on = dayAt(now);
  const after: Site = { ...site, ...next(site, facts), remarks: [...(site.remarks ?? []), ...remarks] };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...groundsOfSiteAct(act, on), ...clauses]),
    rules,
    event: siteChanged(act, after, on),
  };
}
