import { type Day, daysBetween } from '@shanghai/kernel';
import type { Subject } from '../subject/subject.js';
import { thresholdOn } from './alert-rules.js';
import type { Warning } from './alert.js';
import { districtsOn } from './subject-warnings.js';

/** How many materials of an agency have to be kept until one day, and no longer. */
export interface EndingMaterials {
  readonly agencyId: string;
  readonly retainUntil: Day;
  readonly count: number;
}

/** What the warnings of what an agency keeps are about. */
export function aboutMaterials(agencyId: string): string {
  return `materials/${agencyId}`;
}

/** RET-001: one warning for each last day that is near. What a case needs has to be secured before it may go. */
export function retentionWarnings(subject: Subject, ending: readonly EndingMaterials[], on: Day): readonly Warning[] {
  const { _id: agencyId, body } = subject;
  const ahead = thresholdOn('RETENTION_LAPSING', '提前', on);
  return ending
    .filter((one) => one.agencyId === agencyId)
    .map(({ retainUntil, count }) => ({
      rule: 'RETENTION_LAPSING',
      about: aboutMaterials(agencyId),
      cause: retainUntil,
      ...{ agencyId, districts: districtsOn(subject, on) },
      value: `${count}件档案的保管期至${retainUntil}，剩余${daysBetween(on, retainUntil)}天`,
      expected: `期满前${ahead}天内核实是否需要继续保管`,
      evidence: [{ kind: 'AGENCY', id: agencyId }],
      text: `${body?.name ?? '该机构'}有${count}件档案的保管期于${retainUntil}届满，次日起可以处置。`,
    }));
}
