import { type Code, type Finding, finding } from '@shanghai/kernel';
import type { RouteState } from '../application/application-route.js';
import { routeRuleOf } from './route-rules.js';

/** Whether a result can still be recorded: ASSESSMENT_ALREADY_DECIDED. */
export function judgeUndecided({ route, technicalAssessment }: RouteState): Finding {
  const isOpen = technicalAssessment?.result === null;
  return judgeStep(route, 'ASSESSMENT_ALREADY_DECIDED', isOpen, ['技术评估进行中', '技术评估结果已记录']);
}

/** Whether a college can still be reviewed by the Centre: ASSESSMENT_ALREADY_DECIDED. */
export function judgeUnreviewed({ route, centreReview }: RouteState): Finding {
  return judgeStep(route, 'ASSESSMENT_ALREADY_DECIDED', centreReview === null, ['尚未复核', '已完成专家复核']);
}

/** Whether all that comes before the filing has passed (RTE-001, RTE-002, RTE-004): ASSESSMENT_OPEN. */
export function judgeAssessed({ route, technicalAssessment, centreReview }: RouteState): Finding {
  const isPassed = technicalAssessment?.result === 'PASSED' && (route !== 'COLLEGE' || centreReview !== null);
  return judgeStep(route, 'ASSESSMENT_OPEN', isPassed, ['已通过评估', '评估或复核尚未通过']);
}

/** Whether the result has still to be reported to the Centre (RTE-002): ALREADY_REPORTED. */
export function judgeUnreported({ route, reportedToCentreAt }: RouteState): Finding {
  return judgeStep(route, 'ALREADY_REPORTED', reportedToCentreAt === null, ['尚未报送', '已报送市职鉴中心，不再重复']);
}

function judgeStep(
  route: RouteState['route'],
  code: Code,
  isMet: boolean,
  [passes, fails]: readonly [string, string],
): Finding {
  return finding({ ...routeRuleOf(route), code }, isMet ? 'PASS' : 'FAIL', isMet ? passes : fails);
}
