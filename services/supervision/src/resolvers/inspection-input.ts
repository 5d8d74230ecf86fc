import { badUserInput } from '@shanghai/platform';
import type { Day } from '@shanghai/kernel';
import type { DrawRequest } from '../draw/acts/commit-draw.js';
import type {
  DrawInput,
  EvidenceInput,
  InspectionFindingInput,
  InspectionPartnerInput,
  InspectionPlanInput,
  InspectionSubjectInput,
  InspectorInput,
  ListedInspectorInput,
} from '../generated/resolvers.js';
import type { WrittenFinding } from '../inspection/acts/record-inspection-finding.js';
import type { PlanRequest } from '../inspection/acts/plan-inspection.js';
import type { NamedSubject } from '../inspection/blank-inspection.js';
import type { Chosen, Evidence, Inspector, Partner } from '../inspection/inspection.js';
import { given, shortList, textOf } from './given.js';

const MOST = { chosen: 10, partners: 10, team: 20, relations: 20, evidence: 20, quotas: 10, inspectors: 100 } as const;

/** A plan as typed. */
export function planOf({
  kind,
  methods,
  topics,
  subject,
  plannedOn,
  partners,
}: InspectionPlanInput): Omit<PlanRequest, 'idempotencyKey'> {
  return {
    kind,
    methods: chosenOf('plan.methods', methods),
    topics: chosenOf('plan.topics', topics),
    subject: subjectOf(subject),
    plannedOn,
    partners: partnersOf('plan.partners', partners ?? []),
  };
}

/** A team as typed. */
export function teamOf(team: readonly InspectorInput[]): readonly Inspector[] {
  return shortList('team', team, MOST.team).map(({ isLead = false, ...one }) => ({ ...listedOf('team', one), isLead }));
}

/** A finding as typed. */
export function findingOf({ topic, evidence, ...finding }: InspectionFindingInput): WrittenFinding {
  return {
    ...finding,
    topic: { kind: topic.kind, text: textOf(topic.text) },
    evidence: evidenceOf('finding.evidence', evidence ?? []),
  };
}

/** Evidence as typed. */
export function evidenceOf(argument: string, evidence: readonly EvidenceInput[]): readonly Evidence[] {
  return shortList(argument, evidence, MOST.evidence).map(({ name, reference, sha256 }) => ({
    name: given(`${argument}.name`, name),
    reference: given(`${argument}.reference`, reference),
    sha256: sha256 ?? null,
  }));
}

/** What is to be drawn, as typed; the pool is that of the day when no other is named. */
export function drawnOf(input: DrawInput, today: Day): Omit<DrawRequest, 'idempotencyKey'> {
  const { asOf, kind, topics, plannedOn, partners, quotas, inspectors } = input;
  return {
    asOf: asOf ?? today,
    plan: {
      kind,
      topics: chosenOf('draw.topics', topics),
      plannedOn,
      partners: partnersOf('draw.partners', partners ?? []),
    },
    quotas: shortList('draw.quotas', quotas, MOST.quotas).map(({ stratum, count }) => ({ stratum, count })),
    inspectors: shortList('draw.inspectors', inspectors, MOST.inspectors).map((one) =>
      listedOf('draw.inspectors', one),
    ),
  };
}

/** An agency by its id, else a body without a filing, which has a name and a district. */
function subjectOf({ agencyId, siteId, name, district }: InspectionSubjectInput): NamedSubject {
  if (agencyId != null) return { kind: 'AGENCY', agencyId, siteId: siteId ?? null, name: null, district: null };
  if (name == null || name.trim() === '' || district == null)
    throw badUserInput('an agency, or a name and a district, is needed', { argument: 'plan.subject' });
  return { kind: 'UNFILED_ORGANISATION', agencyId: null, siteId: null, name, district };
}

function chosenOf<Kind>(
  argument: string,
  chosen: readonly { readonly kind: Kind; readonly text?: string | null | undefined }[],
): readonly Chosen<Kind>[] {
  return shortList(argument, chosen, MOST.chosen).map(({ kind, text }) => ({ kind, text: textOf(text) }));
}

function partnersOf(argument: string, partners: readonly InspectionPartnerInput[]): readonly Partner[] {
  return shortList(argument, partners, MOST.partners).map(({ department, name }) => ({
    department,
    name: given(`${argument}.name`, name),
  }));
}

function listedOf(argument: string, { inspectorNo, department, relatedTo = [] }: ListedInspectorInput) {
  return {
    inspectorNo: given(`${argument}.inspectorNo`, inspectorNo).trim(),
    department,
    relatedTo: shortList(`${argument}.relatedTo`, relatedTo, MOST.relations),
  };
}
