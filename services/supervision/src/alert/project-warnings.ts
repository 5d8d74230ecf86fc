import { type Day, type DistrictCode, addDays, daysBetween } from '@shanghai/kernel';
import { thresholdOn } from './alert-rules.js';
import type { Warning } from './alert.js';

/** An application whose project assessment runs, as agencies tell of it. */
export interface RunningAssessment {
  readonly applicationId: string;
  readonly applicantId: string;
  readonly districts: readonly DistrictCode[];
  /** The last day, to 24:00 (AGY-019). */
  readonly dueOn: Day;
}

/** What the warning of a project assessment is about. */
export function aboutProject(applicationId: string): string {
  return `project/${applicationId}`;
}

/** The last day that is warned of on a day. */
export function lastProjectDay(on: Day): Day {
  return addDays(on, thresholdOn('PROJECT_ASSESSMENT_LAPSING', '提前', on));
}

/** AGY-019, AGY-020: a project assessment that has to be finished soon, or is taken for given up. After its last day the clock ends it. */
export function projectWarnings({ applicationId, ...told }: RunningAssessment, on: Day): readonly Warning[] {
  const { applicantId: agencyId, districts, dueOn } = told;
  if (dueOn < on || dueOn > lastProjectDay(on)) return [];
  return [
    {
      rule: 'PROJECT_ASSESSMENT_LAPSING',
      about: aboutProject(applicationId),
      cause: dueOn,
      ...{ agencyId, districts },
      value: `${dueOn}截止，剩余${daysBetween(on, dueOn)}天`,
      expected: `在${dueOn}前完成全部项目评估，逾期视作放弃申报`,
      evidence: [{ kind: 'APPLICATION', id: applicationId }],
      text: `一件备案申请的项目评估将于${dueOn}截止，尚未完成。`,
    },
  ];
}
