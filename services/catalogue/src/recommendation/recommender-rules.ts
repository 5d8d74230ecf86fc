import { type Finding, clause, finding } from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import { transitionOf } from './recommendation-machine.js';

/** 推荐主体 (REC-001): from 2025-03-20 the superior authorities of 120号 are none (PR). They send to the Centre alone (REC-002). */
export const recommenderRules = {
  recommenders: since76('REC-001', 'NOT_A_RECOMMENDER', [
    clause('沪人社职〔2025〕76号', '一（二）1', '各行业主管部门、各区人社部门作为推荐主体'),
  ]),
  recipient: since76('REC-002', 'NOT_A_RECOMMENDER', [
    clause('沪人社职〔2025〕76号', '一（二）1', '归口向上海市职业技能鉴定中心（简称“市职鉴中心”）推荐'),
  ]),
} as const;

/** Whether a role recommends occupations (REC-001). */
export function judgeRecommender(role: string): Finding {
  const { recommenders } = recommenderRules;
  return transitionOf('draftRecommendation').by.some((one) => one === role)
    ? finding(recommenders, 'PASS', '系推荐主体', { role })
    : finding(recommenders, 'FAIL', '职业（工种）由行业主管部门、区人社部门推荐', { role });
}
