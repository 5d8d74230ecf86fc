import { day, parseInstant } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import type { Connection } from 'mongoose';
import { commitDraw } from '../../dist/draw/acts/commit-draw.js';
import { performDraw } from '../../dist/draw/acts/perform-draw.js';
import type { DrawOutcome } from '../../dist/draw/perform-on-draw.js';
import { assignInspectionTeam } from '../../dist/inspection/acts/assign-inspection-team.js';
import {
  cancelInspection,
  closeInspection,
  publishInspectionResult,
} from '../../dist/inspection/acts/close-inspection.js';
import { drawInspection } from '../../dist/inspection/acts/draw-inspection.js';
import { finishInspection } from '../../dist/inspection/acts/finish-inspection.js';
import {
  acceptInspectionRectification,
  orderInspectionRectification,
  rejectInspectionRectification,
} from '../../dist/inspection/acts/order-inspection-rectification.js';
import { type PlanRequest, planInspection } from '../../dist/inspection/acts/plan-inspection.js';
import { type WrittenFinding, recordInspectionFinding } from '../../dist/inspection/acts/record-inspection-finding.js';
import { startInspection } from '../../dist/inspection/acts/start-inspection.js';
import { closeInspectionCase, suggestInspectionCase } from '../../dist/inspection/acts/suggest-inspection-case.js';
import type { InspectionAct } from '../../dist/inspection/inspection-machine.js';
import type {
  InspectionResult,
  InspectionStatus,
  Inspector,
  StoredInspection,
} from '../../dist/inspection/inspection.js';
import type { InspectionOutcome } from '../../dist/inspection/perform-on-inspection.js';
import type { OrderedRectification } from '../../dist/inspection/report-rules.js';
import { PUDONG, XUHUI } from '../subject/told.js';

export const TODAY = '2025-06-20';

/** Callers, by what they are. */
export const callers = {
  pudong: caller('DISTRICT_BUREAU', { district: PUDONG }),
  xuhui: caller('DISTRICT_BUREAU', { district: XUHUI }),
  industry: caller('INDUSTRY_AUTHORITY', { industry: '示例行业主管部门' }),
  centre: caller('CENTRE', {}),
  bureau: caller('BUREAU', {}),
  agency: caller('AGENCY', { agency: 'enterprise' }),
  analyst: caller('ANALYST', {}),
} as const;

/** An instant of RFC 3339, or a day, which stands for its 10:00. */
export function instant(text: string): Date {
  const reading = parseInstant(text.includes('T') ? text : `${text}T10:00:00+08:00`);
  if (!reading.ok) throw new RangeError(`${text} is not an instant.`);
  return reading.value;
}

/** An inspector of an HR department who leads. */
export function inspector(over: Partial<Inspector> = {}): Inspector {
  return { inspectorNo: 'R-001', department: 'HR_DEPARTMENT', isLead: true, relatedTo: [], ...over };
}

/** A plan of the bureau of Pudong for an enterprise that it filed. */
export function plan(over: Partial<Omit<PlanRequest, 'idempotencyKey'>> = {}): Omit<PlanRequest, 'idempotencyKey'> {
  return {
    kind: 'DAILY',
    methods: [{ kind: 'ON_SITE', text: null }],
    topics: [{ kind: 'FAIRNESS', text: null }],
    subject: agency('enterprise'),
    plannedOn: day('2025-06-24'),
    partners: [],
    ...over,
  };
}

export function agency(agencyId: string, siteId: string | null = null): PlanRequest['subject'] {
  return { kind: 'AGENCY', agencyId, siteId, name: null, district: null };
}

export const evidence = [{ name: '现场照片', reference: 'zd/2025/1', sha256: null }];

/** What differs from an act that would pass. */
export interface Differently {
  readonly caller?: Caller;
  readonly at?: string;
  readonly version?: number | null;
  readonly key?: string;
  readonly behind?: number;
  readonly plan?: Partial<Omit<PlanRequest, 'idempotencyKey'>>;
  readonly team?: readonly Inspector[];
  readonly drawId?: string;
  readonly finding?: Partial<WrittenFinding>;
  readonly result?: InspectionResult;
  readonly summary?: string;
  readonly rectification?: Partial<OrderedRectification>;
}

/** Does one act on an inspection, of which the id is given; planning makes it. */
export type Doing = (id: string, differently?: Differently) => Promise<InspectionOutcome>;

/** What a person may do to an inspection itself: all but what the clock and its draw do. */
export type PersonalAct = Exclude<InspectionAct, 'replaceDrawnInspector' | 'tellOverdueRectification'>;

let keys = 0;

/** Every act of machine 6 as it would pass for the bureau of Pudong, on one store. */
export function actsOn(store: () => Connection): Readonly<Record<PersonalAct, Doing>> {
  type Acting = Parameters<typeof startInspection>[0];
  type On = Parameters<typeof startInspection>[1];
  const does =
    (
      act: (
        acting: Acting & { lag: () => Promise<number>; sealer: typeof testSealer },
        on: On,
        differently: Differently,
      ) => Promise<InspectionOutcome>,
    ): Doing =>
    async (id, differently = {}) => {
      const {
        caller: by = callers.pudong,
        at = TODAY,
        version = null,
        key = `key-${++keys}-test`,
        behind = 0,
      } = differently;
      const acting = {
        store: store(),
        caller: by,
        now: instant(at),
        lag: async () => Promise.resolve(behind),
        sealer: testSealer,
      };
      return act(acting, { id, version, idempotencyKey: key }, differently);
    };
  const due = (over: Differently) => ({
    tier: 'MINOR' as const,
    text: '补正',
    dueOn: day('2025-07-01'),
    ...over.rectification,
  });
  return {
    planInspection: does(async (who, { idempotencyKey }, { plan: over }) =>
      planInspection(who, { ...plan(over), idempotencyKey: idempotencyKey! }),
    ),
    assignInspectionTeam: does(async (who, on, { team }) => assignInspectionTeam(who, on, team ?? [inspector()])),
    drawInspection: does(async (who, on, { drawId }) => drawInspection(who, on, drawId ?? 'draw-none')),
    startInspection: does(startInspection),
    recordInspectionFinding: does(async (who, on, { finding }) =>
      recordInspectionFinding(who, on, {
        topic: { kind: 'FAIRNESS', text: null },
        text: '考评记录完整',
        isBreach: false,
        evidence,
        ...finding,
      }),
    ),
    finishInspection: does(async (who, on, { result = 'NO_PROBLEM', summary = '符合要求' }) =>
      finishInspection(who, on, { result, summary }),
    ),
    closeInspection: does(closeInspection),
    orderInspectionRectification: does(async (who, on, over) => orderInspectionRectification(who, on, due(over))),
    suggestInspectionCase: does(async (who, on) => suggestInspectionCase(who, on, '涉嫌违纪违规')),
    acceptInspectionRectification: does(async (who, on) => acceptInspectionRectification(who, on, evidence)),
    rejectInspectionRectification: does(async (who, on, over) =>
      rejectInspectionRectification(who, on, { reason: '未整改到位', dueOn: due(over).dueOn }),
    ),
    closeInspectionCase: does(async (who, on) => closeInspectionCase(who, on, 'case-1')),
    cancelInspection: does(async (who, on) => cancelInspection(who, on, '另行安排')),
    publishInspectionResult: does(publishInspectionResult),
  };
}

/** A new inspection in a status, made by acts alone; of what is REPORTED a breach was found where it is asked for. */
export async function inspectionIn(
  acts: Readonly<Record<PersonalAct, Doing>>,
  store: Connection,
  status: InspectionStatus,
  { breach = false, ...differently }: Differently & { readonly breach?: boolean } = {},
): Promise<StoredInspection> {
  if (status === 'DRAWN') return drawnInspection(acts, store);
  let reached = done(await acts.planInspection('', differently));
  const isBreach = breach || status === 'RECTIFICATION' || status === 'CASE_OPENED';
  const { plan: _plan, team: _team, ...rest } = differently;
  const more: Differently = {
    ...rest,
    finding: { isBreach, topic: reached.topics[0]! },
    result: isBreach ? 'BREACH_FOUND' : 'NO_PROBLEM',
  };
  for (const act of ways[status])
    reached = done(await acts[act](reached._id, { ...more, ...(act === 'assignInspectionTeam' && differently) }));
  if (reached.status !== status) throw new Error(`it is ${reached.status}, not ${status}`);
  return reached;
}

const toReport = ['assignInspectionTeam', 'startInspection', 'recordInspectionFinding', 'finishInspection'] as const;

/** The acts that lead to each status, after planning. */
const ways: Readonly<Record<Exclude<InspectionStatus, 'DRAWN'>, readonly PersonalAct[]>> = {
  PLANNED: [],
  IN_PROGRESS: ['assignInspectionTeam', 'startInspection'],
  REPORTED: toReport,
  RECTIFICATION: [...toReport, 'orderInspectionRectification'],
  CASE_OPENED: [...toReport, 'suggestInspectionCase'],
  CLOSED: [...toReport, 'closeInspection'],
  CANCELLED: ['cancelInspection'],
};

/** A draw of one enterprise of Pudong by two inspectors, committed and made. */
export async function madeDraw(store: Connection, over: { readonly count?: number; readonly seed?: string } = {}) {
  const acting = {
    store,
    caller: callers.pudong,
    now: instant(TODAY),
    lag: async () => Promise.resolve(0),
    sealer: testSealer,
  };
  const { count = 1, seed } = over;
  const committed = await commitDraw(
    { ...acting, ...(seed !== undefined && { seed }) },
    {
      asOf: day(TODAY),
      plan: { kind: 'DAILY', topics: [{ kind: 'FAIRNESS', text: null }], plannedOn: day('2025-06-24'), partners: [] },
      quotas: [{ stratum: 'B', count }],
      inspectors: ['R-001', 'R-002', 'R-003'].map((inspectorNo) => ({
        inspectorNo,
        department: 'HR_DEPARTMENT' as const,
        relatedTo: [],
      })),
      idempotencyKey: `key-${++keys}-draw`,
    },
  );
  const { _id, version } = drawn(committed);
  return drawn(await performDraw(acting, { id: _id, version, idempotencyKey: `key-${++keys}-draw` }));
}

async function drawnInspection(
  acts: Readonly<Record<PersonalAct, Doing>>,
  store: Connection,
): Promise<StoredInspection> {
  const draw = await madeDraw(store);
  const entry = draw.basis.pool.find(({ entryId }) => entryId === draw.picks[0]!.entryId)!;
  const planned = done(
    await acts.planInspection('', {
      plan: { methods: [{ kind: 'DOUBLE_RANDOM', text: null }], subject: agency(entry.agencyId, entry.siteId) },
    }),
  );
  return done(await acts.drawInspection(planned._id, { drawId: draw._id }));
}

/** The inspection as an act left it; fails when it was refused. */
export function done(outcome: InspectionOutcome): StoredInspection {
  if ('refusals' in outcome)
    throw new Error(outcome.refusals.map(({ code, message }) => `${code} ${message}`).join('; '));
  return outcome.inspection;
}

/** The draw as an act left it; fails when it was refused. */
export function drawn(outcome: DrawOutcome) {
  if ('refusals' in outcome)
    throw new Error(outcome.refusals.map(({ code, message }) => `${code} ${message}`).join('; '));
  return outcome.draw;
}

/** The codes that an act was refused with; none when it was done. */
export function codesOf(outcome: InspectionOutcome | DrawOutcome): string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ code }) => code) : [];
}

function caller(role: string, scopes: Caller['scopes']): Caller {
  return { ...publicCaller, role, scopes, subject: `${role.toLowerCase()}-${Object.values(scopes).join('')}` };
}
