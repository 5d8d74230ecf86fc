import { type Day, addMonths, isWithin, nameKey } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { gradesOf } from '../grade/grade-subjects.js';
import type { LeadBody } from '../inspection/inspection.js';
import { findPartsFor } from '../subject/subject-store.js';
import { type SubjectStanding, missingSubjects } from '../subject/standing-rules.js';
import type { StoredSubject, SubjectBody } from '../subject/subject.js';
import { countUpheldComplaints } from './complaint-store.js';
import { UNGRADED, weightOn } from './draw-rules.js';
import type { PoolEntry, Quota, Recusal } from './draw-record.js';
import type { ListedInspector, RecusalReason } from './random-draw.js';

const MONTHS_OF_COMPLAINTS = 12;

/** A subject, as far as a pool is made of it. `scope` and `sites` are those of a district's; for the city each is in it as a whole. */
interface PooledSubject extends Pick<StoredSubject, '_id' | 'since'> {
  readonly body: Pick<SubjectBody, 'name'>;
  readonly scope?: StoredSubject['scope'];
  readonly sites?: StoredSubject['sites'];
}

const OF_THE_CITY = ['since', 'body.name'];
const OF_A_DISTRICT = [...OF_THE_CITY, 'scope', 'sites'];

/** The pool of a draw: every subject in the caller's scope on a day, each once, and the sites of those whose site alone is. */
export async function drawPoolOn(
  store: Connection,
  caller: Pick<Caller, 'role' | 'scopes'>,
  asOf: Day,
  session?: ClientSession,
): Promise<readonly PoolEntry[]> {
  const district = caller.scopes['district'] ?? null;
  const fields = district === null ? OF_THE_CITY : OF_A_DISTRICT;
  const subjects = await findPartsFor<PooledSubject>(store, caller, asOf, fields, session);
  const complaints = await countUpheldComplaints(store, addMonths(asOf, -MONTHS_OF_COMPLAINTS), session);
  const grades = await gradesOf(store, subjects, asOf, session);
  return subjects
    .flatMap((subject, at) => entriesOf(subject, district, asOf).map((entry) => ({ ...entry, row: grades[at]?.row })))
    .map(({ row, ...entry }) => ({
      ...entry,
      stratum: row?.grade ?? UNGRADED,
      weight: weightOn(complaints.get(entry.agencyId) ?? 0, asOf) * (row?.drawWeight ?? 1),
    }))
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
}

function entriesOf(
  { _id: agencyId, body: { name }, scope = [], sites = [] }: PooledSubject,
  district: string | null,
  on: Day,
): readonly Omit<PoolEntry, 'stratum' | 'weight'>[] {
  const isWhole =
    district === null ||
    scope.some((row) => row.district === district && !row.limb.endsWith('SITE_HERE') && isWithin(on, row.from, row.to));
  if (isWhole) return [{ entryId: agencyId, agencyId, siteId: null, name }];
  return sites
    .filter((site) => site.district === district && site.from !== null && isWithin(on, site.from, site.to))
    .map(({ siteId }) => ({ entryId: `${agencyId}/${siteId}`, agencyId, siteId, name }));
}

/** Who is left out for whom, with the relation that is the reason. */
export function recusalsOf(
  pool: readonly PoolEntry[],
  inspectors: readonly ListedInspector[],
): readonly RecusalReason[] {
  const related = inspectors.map(({ inspectorNo, relatedTo }) => ({
    inspectorNo,
    byKey: new Map(relatedTo.map((name) => [nameKey(name), name])),
  }));
  return pool.flatMap(({ entryId, name }) => {
    const key = nameKey(name);
    return related.flatMap(({ inspectorNo, byKey }) => {
      const relatedTo = byKey.get(key);
      return relatedTo === undefined ? [] : [{ entryId, inspectorNo, relatedTo }];
    });
  });
}

/** What is published of the reasons: who is left out for whom. */
export function publishedRecusals(reasons: readonly RecusalReason[]): readonly Recusal[] {
  return reasons.map(({ entryId, inspectorNo }) => ({ entryId, inspectorNo }));
}

/** Whether an inspector can lead for a body: of its own kind of department. */
export function canLead({ department }: ListedInspector, { role }: LeadBody): boolean {
  return department === (role === 'INDUSTRY_AUTHORITY' ? 'INDUSTRY_AUTHORITY' : 'HR_DEPARTMENT');
}

/** The subjects of one grade. */
export interface Stratum {
  readonly stratum: string;
  readonly size: number;
  readonly weight: number;
  /** How many are drawn; null where it is not said. */
  readonly quota: number | null;
}

/** A pool, counted by grade. */
export interface CountedPool {
  readonly asOf: Day;
  readonly size: number;
  readonly strata: readonly Stratum[];
  readonly undetermined: string | null;
}

/** A pool by grade, in the order in which they are drawn. */
export function strataOf(pool: readonly PoolEntry[], quotas: readonly Quota[] = []): readonly Stratum[] {
  return [...new Set(pool.map(({ stratum }) => stratum))].sort().map((stratum) => {
    const own = pool.filter((one) => one.stratum === stratum);
    return {
      stratum,
      size: own.length,
      weight: own.reduce((sum, { weight }) => sum + weight, 0),
      quota: quotas.find((one) => one.stratum === stratum)?.count ?? null,
    };
  });
}

/** Who could be drawn by a caller on a day. */
export async function countPool(
  store: Connection,
  caller: Pick<Caller, 'role' | 'scopes'>,
  { asOf, standing }: { readonly asOf: Day; readonly standing: SubjectStanding },
): Promise<CountedPool> {
  const pool = await drawPoolOn(store, caller, asOf);
  return { asOf, size: pool.length, strata: strataOf(pool), undetermined: missingSubjects(standing)?.message ?? null };
}
