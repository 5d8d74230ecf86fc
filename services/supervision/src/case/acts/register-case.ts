import { type Day, type DistrictCode, dayAt, stableId } from '@shanghai/kernel';
import { type Sealer, badUserInput } from '@shanghai/platform';
import { findListEntries } from '../../violation-list/violation-list-store.js';
import { type CaseActing, findCaseAgency, judgeActing, judgeAgencyKnown, scopeOfCase } from '../case-agency.js';
import { withMaterials } from '../case-materials.js';
import { type CaseMatter, type CaseSource, judgeMatter, judgeMatterSubject } from '../case-matter-rules.js';
import { districtsOfCase } from '../case-scope-rules.js';
import { judgeActDay, judgeSubject } from '../case-subject-rules.js';
import { type CaseActOutcome, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import { type PersonNamed, fingerprintPerson, sealPerson } from '../seal-person.js';
import { fingerprintSummary, sealSummary } from '../seal-summary.js';
import type { CaseMaterial, CaseSubject, ViolationCase } from '../violation-case.js';

/** Who registers: `sealer` keeps the names of persons from who has no business with them. */
export interface Registering extends CaseActing {
  readonly sealer: Sealer;
}

/** A clue as it is told. */
export interface Clue {
  readonly subject: Omit<CaseSubject, 'person'> & { readonly person: PersonNamed | null };
  readonly source: CaseSource;
  readonly sourceReference: string | null;
  readonly matter: CaseMatter;
  readonly commitmentItem: number | null;
  readonly listEntryId: string | null;
  readonly summary: string;
  readonly actOn: Day;
  readonly siteId: string | null;
  readonly filingId: string | null;
  readonly materials: readonly CaseMaterial[];
}

/** 登记线索: a district what is its own to supervise, an agency its own candidates and staff (VIO-001, VIO-002). */
export async function registerCase(
  registering: Registering,
  told: Clue,
  idempotencyKey: string,
): Promise<CaseActOutcome> {
  const { caller, now, sealer } = registering;
  const clue = { ...told, subject: { ...told.subject, agencyId: agencyOf(registering, told.subject.agencyId) } };
  const today = dayAt(now);
  const { subject, materials } = clue;
  const id = caseIdOf(caller, idempotencyKey);
  return performOnCase(
    registering,
    { id, version: 0, idempotencyKey },
    caseVerb({
      act: 'registerCase',
      payload: {
        ...clue,
        summary: fingerprintSummary(sealer, clue.summary),
        subject: { ...subject, person: fingerprintPerson(sealer, subject.person) },
      },
      blank: blankCase({ id, registering, clue }),
      facts: async (one, session) => {
        await requireEntry(registering, clue.listEntryId);
        return findCaseAgency(registering, one.subject.agencyId, session);
      },
      judge: (one, known) => [
        ...judgeSubject({ ...one.subject, hasPerson: one.subject.person !== null }),
        judgeActDay(one.actOn, today),
        judgeMatter(one.matter, one.commitmentItem),
        judgeMatterSubject(one.matter, one.subject.type),
        judgeAgencyKnown(one, known),
        ...judgeActing(registering, one, known, today),
      ],
      next: (one, { agency, isSynthetic }) => {
        const seen = districtsOfCase(scopeOfCase(one, agency), today).districts.map(({ district }) => district);
        return {
          status: 'REGISTERED',
          districts: seen,
          synthetic: one.synthetic || isSynthetic,
          materials: withMaterials([], materials, bodyOf(caller), now),
        };
      },
    }),
  );
}

/** The id of the case that somebody registers under a key: the same for a retry. */
export function caseIdOf({ role, scopes }: Pick<CaseActing['caller'], 'role' | 'scopes'>, key: string): string {
  return stableId('case', role, JSON.stringify(scopes), key);
}

function blankCase(of: { readonly id: string; readonly registering: Registering; readonly clue: Clue }): ViolationCase {
  const { subject, materials: _materials, ...told } = of.clue;
  const { sealer, caller, now } = of.registering;
  return {
    ...told,
    summary: sealSummary(sealer, told.summary),
    _id: of.id,
    status: 'REGISTERED',
    since: now,
    registeredAt: now,
    registeredBy: bodyOf(caller),
    // Invented bodies say so in their names.
    synthetic: subject.name?.startsWith('示例') ?? false,
    subject: { ...subject, person: sealPerson(sealer, subject.person) },
    districts: [] as readonly DistrictCode[],
    materials: [],
    proposals: [],
    decisions: [],
    effects: [],
    transfers: [],
    restrictionIds: [],
    rectification: null,
    remarks: [],
    endReason: null,
  };
}

/**
 * The agency of a clue; that of a caller who is one.
 * @throws GraphQLError BAD_USER_INPUT when such a caller names another: whether there is one is not the caller's to know
 */
function agencyOf({ caller }: Registering, named: string | null): string | null {
  const own = caller.role === 'AGENCY' ? (caller.scopes['agency'] ?? null) : null;
  if (own !== null && named !== null && named !== own)
    throw badUserInput('no such agency', { argument: 'clue.agencyId' });
  return own ?? named;
}

/** @throws GraphQLError BAD_USER_INPUT when no list has such a row */
async function requireEntry({ store }: Registering, id: string | null): Promise<void> {
  if (id !== null && (await findListEntries(store, [id])).length === 0)
    throw badUserInput('no such row of a list', { argument: 'clue.listEntryId' });
}
