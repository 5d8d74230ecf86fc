import type { Clue } from '../case/acts/register-case.js';
import type { Deciding } from '../case/acts/decide-case.js';
import type { Outcome } from '../case/acts/decide-outcome.js';
import type { CaseMaterial, CoAuthority } from '../case/violation-case.js';
import type {
  CaseClueInput,
  CaseCoAuthorityInput,
  CaseDecisionInput,
  CaseMaterialInput,
  CaseOutcomeInput,
  RestrictionInput,
} from '../generated/resolvers.js';
import type { RestrictionOrder } from '../restriction/restriction.js';
import { given, shortList, textOf } from './given.js';

const MOST = { materials: 50, measures: 7, coAuthorities: 10, restrictions: 10 } as const;

/** A clue as it is told: what is left out is null. */
export function clueOf({ subjectType, agencyId, name, district, person, ...clue }: CaseClueInput): Clue {
  return {
    subject: {
      type: subjectType,
      agencyId: textOf(agencyId),
      name: textOf(name),
      district: district ?? null,
      person: person ? { name: given('clue.person.name', person.name), number: textOf(person.number) } : null,
    },
    source: clue.source,
    sourceReference: textOf(clue.sourceReference),
    matter: clue.matter ?? 'OTHER',
    commitmentItem: clue.commitmentItem ?? null,
    listEntryId: textOf(clue.listEntryId),
    summary: given('clue.summary', clue.summary),
    actOn: clue.actOn,
    siteId: textOf(clue.siteId),
    filingId: textOf(clue.filingId),
    materials: materialsOf('clue.materials', clue.materials ?? []),
  };
}

/** Pieces for the archive. */
export function materialsOf(argument: string, materials: readonly CaseMaterialInput[]): readonly CaseMaterial[] {
  return shortList(argument, materials, MOST.materials).map(({ kind, name, reference, sha256 }) => ({
    kind,
    name: given(`${argument}.name`, name),
    reference: given(`${argument}.reference`, reference),
    sha256: textOf(sha256),
  }));
}

/** What is decided of an agency. */
export function decisionOf({ coAuthorities = [], restrictions = [], measures, ...said }: CaseDecisionInput): Deciding {
  return {
    tier: said.tier ?? null,
    measures: [...new Set(shortList('decision.measures', measures, MOST.measures))],
    outcome: textOf(said.outcome),
    reason: given('decision.reason', said.reason),
    noSuspensionReason: textOf(said.noSuspensionReason),
    rectificationDueOn: said.rectificationDueOn ?? null,
    suspendedTo: said.suspendedTo ?? null,
    filingId: textOf(said.filingId),
    documentNo: textOf(said.documentNo),
    coAuthorities: coAuthoritiesOf(coAuthorities),
    restrictions: restrictionsOf(restrictions),
  };
}

/** What is decided of a person or a group body. */
export function outcomeOf({ coAuthorities = [], restrictions = [], ...said }: CaseOutcomeInput): Outcome {
  return {
    outcome: given('decision.outcome', said.outcome),
    reason: given('decision.reason', said.reason),
    documentNo: textOf(said.documentNo),
    coAuthorities: coAuthoritiesOf(coAuthorities),
    restrictions: restrictionsOf(restrictions),
  };
}

function coAuthoritiesOf(list: readonly CaseCoAuthorityInput[]): readonly CoAuthority[] {
  return shortList('decision.coAuthorities', list, MOST.coAuthorities).map(({ kind, name, opinion }) => ({
    kind,
    name: given('decision.coAuthorities.name', name),
    opinion: given('decision.coAuthorities.opinion', opinion),
  }));
}

function restrictionsOf(list: readonly RestrictionInput[]): readonly RestrictionOrder[] {
  return shortList('decision.restrictions', list, MOST.restrictions).map(({ kind, from, to, basis }) => ({
    ...{ kind, from, to: to ?? null, basis },
  }));
}
