import { dayAt, stableId } from '@shanghai/kernel';
import { type Acting, badUserInput } from '@shanghai/platform';
import { leadOf } from '../../inspection/blank-inspection.js';
import { type Lag, subjectStanding } from '../../subject/subject-standing.js';
import { findSubjectsById } from '../../subject/subject-store.js';
import type { StoredSubject } from '../../subject/subject.js';
import type { AnnualAssessment, AssessedYear } from '../annual-assessment.js';
import { assessingDistricts, judgeResult, judgeTerritory, judgeYear } from '../assessment-rules.js';
import { type AssessmentOutcome, assessmentVerb, performOnAssessment } from '../perform-on-assessment.js';

/** What is recorded: of whom, for which year. */
export interface RecordedYear extends AssessedYear {
  readonly agencyId: string;
  readonly year: number;
  readonly idempotencyKey: string;
}

/** Who records, with what tells how far the subjects are. */
export interface Recording extends Acting {
  readonly lag: Lag;
}

/**
 * 登记年度考核: by the HR department to which the agency is to supervise, once for a year (SPV-010).
 * @throws GraphQLError BAD_USER_INPUT when there is no such agency
 */
export async function recordAnnualAssessment(
  recording: Recording,
  { idempotencyKey, ...request }: RecordedYear,
): Promise<AssessmentOutcome> {
  const { store, lag, caller, now } = recording;
  const { agencyId, year } = request;
  const [known] = await findSubjectsById(store, [agencyId], {});
  if (!known?.body) throw badUserInput('no such agency', { argument: 'agencyId' });
  const standing = await subjectStanding(store, lag);
  const districts = assessingDistricts(known.scope, year);
  const id = stableId('annual-assessment', agencyId, year);
  const today = dayAt(now);
  return performOnAssessment(
    recording,
    // One for a year: whether there is one already is for the rules to say.
    { id, version: null, idempotencyKey },
    assessmentVerb({
      act: 'recordAnnualAssessment',
      payload: request,
      blank: { ...blankOf(id, known, request, now), lead: leadOf(caller), districts },
      judgeScope: () => judgeTerritory(caller.scopes['district'] ?? null, districts, standing),
      judge: () => [...judgeYear(year, known, today), ...judgeResult(request, today)],
    }),
  );
}

function blankOf(
  _id: string,
  { _id: agencyId, body }: StoredSubject,
  { year, result, opinion }: Omit<RecordedYear, 'idempotencyKey'>,
  now: Date,
): Omit<AnnualAssessment, 'lead' | 'districts'> {
  // Who has no body is refused before.
  const { name, type, synthetic } = body!;
  return {
    ...{ _id, agencyId, name, type, year, result, opinion, synthetic },
    ...{ status: 'RECORDED', since: now, recordedAt: now, publishedOn: null },
  };
}
