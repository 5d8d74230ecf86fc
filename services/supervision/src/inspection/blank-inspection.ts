import { type Day, type DistrictCode, isWithin } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { StoredSubject, SubjectSite } from '../subject/subject.js';
import type { Inspection, InspectionPlan, InspectionSubject, LeadBody } from './inspection.js';

/** What is asked to be inspected: of an agency its id is enough, and its name is as it is known. */
export type NamedSubject = Omit<InspectionSubject, 'name' | 'siteName'> & { readonly name: string | null };

/** Who leads what a caller plans. */
export function leadOf({ role, scopes }: Pick<Caller, 'role' | 'scopes'>): LeadBody {
  return {
    role,
    district: (scopes['district'] as DistrictCode | undefined) ?? null,
    authority: role === 'INDUSTRY_AUTHORITY' ? (scopes['industry'] ?? null) : null,
  };
}

/** A subject as it is known; a body without a filing as it was named. */
export function subjectNamed(named: NamedSubject, known: StoredSubject | null, on: Day): InspectionSubject {
  const site = known && siteOn(known, named.siteId, on);
  return {
    ...named,
    name: known?.body?.name ?? named.name?.trim() ?? '',
    siteName: site?.name ?? null,
    district: site?.district ?? named.district,
  };
}

/** The site of a subject that counts on a day; null where there is none. */
export function siteOn({ sites }: Pick<StoredSubject, 'sites'>, siteId: string | null, on: Day): SubjectSite | null {
  return sites.find((one) => one.siteId === siteId && one.from !== null && isWithin(on, one.from, one.to)) ?? null;
}

/** A new inspection, planned at an instant. */
export function blankInspection(
  _id: string,
  plan: InspectionPlan,
  { lead, known, now }: { readonly lead: LeadBody; readonly known: StoredSubject | null; readonly now: Date },
): Inspection {
  return {
    ...plan,
    _id,
    status: 'PLANNED',
    since: now,
    lead,
    districts: districtsSeeing(plan, lead, known),
    team: [],
    drawId: null,
    startedAt: null,
    findings: [],
    result: null,
    summary: null,
    finishedAt: null,
    rectification: null,
    suggestion: null,
    publishedOn: null,
    endReason: null,
    remarks: [],
    synthetic: known?.body?.synthetic ?? false,
  };
}

/** The leading district; of a site its district; of an agency the districts in whose scope it is itself. */
function districtsSeeing(
  { subject, plannedOn }: Pick<InspectionPlan, 'subject' | 'plannedOn'>,
  lead: LeadBody,
  known: StoredSubject | null,
): readonly DistrictCode[] {
  const meant = (known?.scope ?? []).filter(
    ({ limb, from, to }) => !limb.endsWith('SITE_HERE') && isWithin(plannedOn, from, to),
  );
  const own = subject.district === null ? [] : [subject.district];
  const led = lead.district === null ? [] : [lead.district];
  return [...new Set([...led, ...own, ...meant.map(({ district }) => district)])].sort();
}
