import { type Day, type DistrictCode, type Finding, dayAt, stableId } from '@shanghai/kernel';
import { badUserInput } from '@shanghai/platform';
import { findMappingsById } from '../../mapping/mapping-store.js';
import type { ComparisonMapping } from '../../mapping/comparison-mapping.js';
import { targetOfMapping } from '../../mapping/target-of-mapping.js';
import { type MappingTarget, judgeTarget } from '../../mapping/target-rules.js';
import type { ComparisonCase, IdKind } from '../comparison-case.js';
import { type FilingFound, findComparisonFiling } from '../comparison-filing.js';
import { otherCaseStands } from '../comparison-store.js';
import {
  type ComparisonActing,
  type ComparisonOutcome,
  comparisonVerb,
  performOnComparison,
  personOf,
} from '../perform-on-comparison.js';
import { judgeListed, judgeOnce, judgeReceipt } from '../receipt-rules.js';
import { type PlainComparison, fingerprintComparison, sealComparison } from '../seal-comparison.js';

/** Who asks to have which certificate compared. */
export interface ComparisonAsked extends PlainComparison {
  readonly mappingId: string;
  readonly idKind: IdKind;
  readonly sourceIssuedOn: Day | null;
}

interface Known {
  readonly filing: FilingFound;
  readonly isDuplicate: boolean;
  readonly target: MappingTarget | null;
}

/** 申请受理: by an agency whose comparison filing is in force that day and covers the certificate (CMP-016, FIL-004). */
export async function receiveComparison(
  acting: ComparisonActing,
  asked: ComparisonAsked,
  idempotencyKey: string,
): Promise<ComparisonOutcome> {
  const { store, now, sealer } = acting;
  const agencyId = agencyOf(acting);
  const today = dayAt(now);
  const [mapping = null] = await findMappingsById(store, [asked.mappingId]);
  const { name, idNumber, sourceNumber, ...open } = asked;
  // From the key, so that a retry names the same case.
  const id = stableId('comparison', agencyId, idempotencyKey);
  return performOnComparison(
    acting,
    { id, version: 0, idempotencyKey },
    comparisonVerb<Known>({
      act: 'receiveComparison',
      payload: { ...open, plain: fingerprintComparison(sealer, { name, idNumber, sourceNumber }) },
      blank: blankComparison(id, agencyId, { acting, asked, mapping }),
      facts: async (one, session) => ({
        filing: await findComparisonFiling(acting, { agencyId, mapping, on: today }, session),
        isDuplicate: await otherCaseStands(store, one, session),
        target: mapping && (await targetOfMapping(store, mapping, today, session)),
      }),
      judge: (_one, { filing, isDuplicate, target }): readonly Finding[] => [
        ...judgeReceipt(asked, today),
        judgeListed(mapping, today),
        ...filing.findings,
        judgeOnce(isDuplicate),
        ...(target ? [judgeTarget(target)] : []),
      ],
      next: (_one, { filing }) => {
        const { scope } = filing;
        return {
          filingId: scope!._id,
          districts: districtsOf(scope?.agency?.registrationDistrict ?? null),
          synthetic: scope?.agency?.synthetic ?? false,
        };
      },
    }),
  );
}

function blankComparison(
  _id: string,
  agencyId: string,
  {
    acting,
    asked,
    mapping,
  }: {
    readonly acting: ComparisonActing;
    readonly asked: ComparisonAsked;
    readonly mapping: ComparisonMapping | null;
  },
): ComparisonCase {
  const { now, sealer } = acting;
  return {
    ...{ _id, status: 'RECEIVED', since: now, receivedAt: now, agencyId, filingId: '', districts: [] },
    mappingId: asked.mappingId,
    occupation: mapping?.occupationFullName ?? '',
    level: mapping?.level ?? 5,
    idKind: asked.idKind,
    ...sealComparison(sealer, asked, mapping),
    sourceIssuedOn: asked.sourceIssuedOn,
    operatedBy: personOf(acting),
    ...{ verifications: [], review: null, certification: null, refusal: null, suggestsCase: false, remarks: [] },
    synthetic: false,
  };
}

function districtsOf(seat: DistrictCode | null): readonly DistrictCode[] {
  return seat === null ? [] : [seat];
}

/** @throws GraphQLError BAD_USER_INPUT when the token is of no agency */
function agencyOf({ caller }: ComparisonActing): string {
  const own = caller.scopes['agency'];
  if (own === undefined) throw badUserInput('the token names no agency', { argument: 'idempotencyKey' });
  return own;
}
