import { type Finding, finding } from '@shanghai/kernel';
import { authorityRule } from './deciding-authority-rules.js';
import type { DecidingBody, MadeDecision } from './violation-case.js';

/**
 * NOT_AUTHORISED: what follows a decision is for the level that made it: the city for the city's, that district for its own
 * (VIO-001, PR). An agency's own decisions, and cases that were never decided, bind nobody.
 */
export function judgeLevel(decision: MadeDecision | null, by: DecidingBody): Finding {
  const maker = decision?.by ?? null;
  if (maker === null || maker.role === 'AGENCY') return finding(authorityRule, 'NOT_APPLICABLE', '未由人社部门决定');
  const isSame = maker.role === 'DISTRICT_BUREAU' ? maker.district === by.district : by.role !== 'DISTRICT_BUREAU';
  return isSame
    ? finding(authorityRule, 'PASS', '由作出决定的一级办理', { by: by.role })
    : finding(authorityRule, 'FAIL', '由作出决定的一级办理', { decidedBy: maker.district ?? maker.role });
}
