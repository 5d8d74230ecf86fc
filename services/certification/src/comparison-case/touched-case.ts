import type { Day, DistrictCode } from '@shanghai/kernel';
import type { MappingTarget } from '../mapping/target-rules.js';

/** 受目录调整影响的个案: a case that was pending when an edition was published in which its target is another. It goes on as it was. */
export interface TouchedCase {
  /** Of the edition and the case, so that each is told once. */
  readonly _id: string;
  readonly edition: string;
  /** From when the edition is in force. */
  readonly effectiveOn: Day;
  readonly toldOn: Day;
  readonly caseId: string;
  readonly agencyId: string;
  readonly districts: readonly DistrictCode[];
  readonly mappingId: string;
  readonly before: MappingTarget;
  readonly after: MappingTarget;
}
