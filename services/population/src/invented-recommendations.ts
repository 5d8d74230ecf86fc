import {
  type Drafting,
  type OnRecommendation,
  type RecommendationOutcome,
  failExpertEvaluation,
  listRecommendation,
  objectToRecommendation,
  passExpertEvaluation,
  refuseRecommendation,
  startExpertEvaluation,
  submitRecommendation,
  withdrawRecommendation,
} from '@shanghai/catalogue';
import { type Day, type DistrictCode, type Role, day } from '@shanghai/kernel';

/** One act on an invented recommendation, on a day, by a role. It is judged as every act is. */
export interface RecommendationStep {
  readonly day: Day;
  readonly by: Role;
  readonly act: (acting: Drafting, on: OnRecommendation) => Promise<RecommendationOutcome>;
}

/** An invented recommendation: who recommends which occupation, and what has become of it. */
export interface RecommendationPlan {
  /** Its number, from which its id, its form and its code follow. */
  readonly no: number;
  readonly occupation: string;
  /** The district of the bureau that recommends it; null for the industry authority. */
  readonly district: DistrictCode | null;
  readonly draftedOn: string;
  readonly steps: readonly RecommendationStep[];
}

const PUDONG = '310115';
const XUHUI = '310104';

/** One in each state of machine 1 by the day that all is invented for (2026-11-01), submitted in the round of December 2025. */
export const recommendationPlans: readonly RecommendationPlan[] = [
  plan(1, '示例无人配送员', PUDONG, '2026-10-20', []),
  plan(2, '示例智能养护员', null, '2025-12-20', [submit()]),
  plan(3, '示例低空装调员', XUHUI, '2025-12-20', [submit(), evaluate()]),
  plan(4, '示例储能运维员', PUDONG, '2025-12-20', [submit(), evaluate(), pass('2026-10-29'), object('2026-10-30')]),
  plan(5, '示例数据标注员', null, '2025-12-20', [submit(), evaluate(), pass('2026-09-14'), list('2026-09-22')]),
  plan(6, '示例银发助浴员', PUDONG, '2025-12-20', [submit(), evaluate(), fail()]),
  plan(7, '示例云端客服员', XUHUI, '2025-12-20', [submit(), refuse()]),
  plan(8, '示例城市导览员', null, '2025-12-20', [submit(), withdraw()]),
];

/** 提交推荐. The recommender is that of the plan, whatever its role. */
function submit(): RecommendationStep {
  return step('2025-12-23', 'INDUSTRY_AUTHORITY', submitRecommendation);
}

/** 撤回推荐. */
function withdraw(): RecommendationStep {
  return step('2025-12-29', 'INDUSTRY_AUTHORITY', async (acting, on) =>
    withdrawRecommendation(acting, on, '示例：另行推荐'),
  );
}

/** 不予受理. */
function refuse(): RecommendationStep {
  return step('2026-01-08', 'CENTRE', async (acting, on) => refuseRecommendation(acting, on, '示例：推荐表未加盖公章'));
}

/** 开始专家评估. */
function evaluate(): RecommendationStep {
  return step('2026-03-09', 'CENTRE', async (acting, on) =>
    startExpertEvaluation(acting, on, {
      methods: [{ kind: 'EXPERT_REVIEW', text: null }],
      panel: ['示例-1', '示例-2', '示例-3'].map((expertNo) => ({ expertNo, employer: '示例大学', relatedTo: [] })),
    }),
  );
}

/** 专家评估未通过. */
function fail(): RecommendationStep {
  return step('2026-05-11', 'CENTRE', async (acting, on) => failExpertEvaluation(acting, on, '示例：社会通用性不足'));
}

/** 专家评估通过, with the levels that the experts have fixed. */
function pass(on: string): RecommendationStep {
  return step(on, 'CENTRE', async (acting, which) => passExpertEvaluation(acting, which, [5, 4, 3]));
}

/** 纳入目录. */
function list(on: string): RecommendationStep {
  return step(on, 'CENTRE', listRecommendation);
}

/** 提出异议: while it is open nothing is listed, so that it waits for whoever looks. */
function object(on: string): RecommendationStep {
  return step(on, 'PUBLIC', async (acting, { id }) =>
    objectToRecommendation(acting, {
      id,
      text: '示例异议：职业名称与现有工种相近',
      contact: '13900009998',
      idempotencyKey: `invented-${on}-recommendation-objection`,
    }),
  );
}

function step(on: string, by: Role, act: RecommendationStep['act']): RecommendationStep {
  return { day: day(on), by, act };
}

function plan(
  no: number,
  occupation: string,
  district: DistrictCode | null,
  draftedOn: string,
  steps: readonly RecommendationStep[],
): RecommendationPlan {
  return { no, occupation, district, draftedOn, steps };
}
