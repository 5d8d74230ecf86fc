import { type Finding, clause, finding } from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import { type RecommendationAct, transitionOf } from './recommendation-machine.js';
import type { RecommendationStatus } from './recommendation.js';

/** 工作流程: recommended, evaluated by experts, publicised, listed, in this order (REC-016). */
export const orderRule = since76('REC-016', 'ILLEGAL_TRANSITION', [
  clause('沪人社职〔2025〕76号', '一（二）', '1. 征集推荐'),
  clause(
    '沪人社职〔2025〕76号',
    '一（二）3',
    '对通过专家评估的职业（工种），由市职鉴中心在市人力资源社会保障局网站进行公示',
  ),
]);

/** 推荐状态 in Chinese. */
export const statusLabels: Readonly<Record<RecommendationStatus, string>> = {
  DRAFT: '草稿',
  SUBMITTED: '已推荐',
  EXPERT_EVALUATION: '专家评估',
  PUBLICITY: '公示',
  LISTED: '纳入目录',
  NOT_SELECTED: '未入选',
  NOT_ACCEPTED: '不予受理',
  WITHDRAWN: '已撤回',
};

/** Whether an act stands in machine 1 for a recommendation in a status: ILLEGAL_TRANSITION, or nothing. */
export function judgeTransition(act: RecommendationAct, status: RecommendationStatus): readonly Finding[] {
  if (transitionOf(act).from.includes(status)) return [];
  return [finding(orderRule, 'FAIL', `推荐处于“${statusLabels[status]}”，不能办理此步骤`, { act, status })];
}
