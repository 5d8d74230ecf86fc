import type { InspectionStatus } from '@shanghai/supervision';
import {
  type InspectionStep,
  accept,
  cancel,
  close,
  find,
  publish,
  rectify,
  report,
  start,
  suggest,
} from './inspection-steps.js';

/** One way in which an inspection has gone by the day that all is invented for (2026-11-01). Drawn ones come from the draws. */
export interface InspectionLife {
  readonly name: string;
  readonly plannedAt: string;
  readonly plannedOn: string;
  readonly steps: readonly InspectionStep[];
  /** Where machine 6 has brought it. */
  readonly ends: InspectionStatus;
}

/** Begun, done and written down on one day. */
function reported(on: string, isBreach: boolean): readonly InspectionStep[] {
  return [...start(on), ...report(on, isBreach)];
}

/** One for each state that machine 6 has, and of what is due one before its last day and one after. */
export const inspectionLives: readonly InspectionLife[] = [
  life('planned', '2026-10-20', '2026-11-12', [], 'PLANNED'),
  life('late to begin', '2026-10-08', '2026-10-26', [], 'PLANNED'),
  life('going on', '2026-10-12', '2026-10-28', [...start('2026-10-28'), find('2026-10-28', false)], 'IN_PROGRESS'),
  life('reported', '2026-10-09', '2026-10-22', reported('2026-10-22', true), 'REPORTED'),
  life(
    'to be put right',
    '2026-09-28',
    '2026-10-12',
    [...reported('2026-10-12', true), rectify('2026-10-14', '2026-11-10')],
    'RECTIFICATION',
  ),
  life(
    'overdue',
    '2026-09-01',
    '2026-09-15',
    [...reported('2026-09-15', true), rectify('2026-09-17', '2026-10-15')],
    'RECTIFICATION',
  ),
  life(
    'handed on as a case',
    '2026-09-07',
    '2026-09-18',
    [...reported('2026-09-18', true), suggest('2026-09-21')],
    'CASE_OPENED',
  ),
  life('to publish', '2026-08-24', '2026-09-08', [...reported('2026-09-08', false), close('2026-09-09')], 'CLOSED'),
  life(
    'published',
    '2026-06-08',
    '2026-06-16',
    [...reported('2026-06-16', false), close('2026-06-17'), publish('2026-06-18')],
    'CLOSED',
  ),
  life(
    'put right',
    '2026-06-29',
    '2026-07-07',
    [...reported('2026-07-07', true), rectify('2026-07-09', '2026-08-07'), accept('2026-08-03'), publish('2026-08-05')],
    'CLOSED',
  ),
  life('cancelled', '2026-09-21', '2026-10-13', [cancel('2026-10-09')], 'CANCELLED'),
];

function life(
  name: string,
  plannedAt: string,
  plannedOn: string,
  steps: readonly InspectionStep[],
  ends: InspectionStatus,
): InspectionLife {
  return { name, plannedAt, plannedOn, steps, ends };
}
