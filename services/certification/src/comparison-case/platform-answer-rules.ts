import { type Day, type Finding, finding } from '@shanghai/kernel';
import type { ComparisonCase, ComparisonStatus, PlatformResult, SourceCheck } from './comparison-case.js';
import { comparisonClauses } from './comparison-ground-rules.js';
import type { PlatformAnswer } from './verification-platform.js';

/** 证书核验 (CMP-016): what is taken as an answer. */
export const verificationRule = {
  rule: 'CMP-016',
  force: 'MUST',
  code: 'PLATFORM_ANSWER_CONTRADICTORY',
  clauses: comparisonClauses.platform,
} as const;

/** Where a case stands after an answer: what cannot be determined leaves it where it is (PR). */
export const statusAfter: Readonly<Record<PlatformResult, ComparisonStatus>> = {
  GENUINE: 'CERTIFICATE_VERIFIED',
  NOT_GENUINE: 'REFUSED',
  CANNOT_BE_DETERMINED: 'RECEIVED',
};

/** What was asked of a certificate, one by one; what the platform said nothing of is open. */
export function checksOf(answer: PlatformAnswer): readonly SourceCheck[] {
  const { result, holderMatches, certificateMatches, isInForce } = answer;
  const genuine = result === 'CANNOT_BE_DETERMINED' ? null : result === 'GENUINE';
  return [
    check('GENUINE', genuine, ['经查验为真', '经查验不实']),
    check('HOLDER', holderMatches, ['持证人与申请人一致', '持证人与申请人不一致']),
    check('CERTIFICATE', certificateMatches, ['证书名称与比照目录所列一致', '证书名称与比照目录所列不一致']),
    check('IN_FORCE', isInForce, ['证书在有效状态', '证书已失效或被撤回']),
  ];
}

/**
 * Whether an answer can be recorded: it has a reference, its day is neither to come nor before the certificate was issued, and
 * what is called genuine fails in nothing.
 */
export function judgeAnswer(
  { sourceIssuedOn }: Pick<ComparisonCase, 'sourceIssuedOn'>,
  answer: PlatformAnswer,
  today: Day,
): readonly Finding[] {
  return [judgeReference(answer), judgeAnswerDay(answer, sourceIssuedOn, today), judgeConsistent(answer)];
}

function judgeReference({ reference }: PlatformAnswer): Finding {
  const rule = { ...verificationRule, code: 'FIELD_REQUIRED' } as const;
  return reference.trim() === ''
    ? finding(rule, 'FAIL', '须填写查验平台的查验编号', {}, ['answer', 'reference'])
    : finding(rule, 'PASS', '查验编号已填写');
}

function judgeAnswerDay({ answeredOn }: PlatformAnswer, issuedOn: Day | null, today: Day): Finding {
  const rule = { ...verificationRule, code: 'PLATFORM_ANSWER_DAY' } as const;
  const facts = { answeredOn, issuedOn, today };
  if (answeredOn > today) return finding(rule, 'FAIL', '查验日期晚于当日', facts, ['answer', 'answeredOn']);
  if (issuedOn !== null && answeredOn < issuedOn)
    return finding(rule, 'FAIL', '查验日期早于证书签发日期', facts, ['answer', 'answeredOn']);
  return finding(rule, 'PASS', '查验日期无误', facts);
}

function judgeConsistent(answer: PlatformAnswer): Finding {
  const failed = checksOf(answer).filter(({ verdict }) => verdict === 'FAIL');
  if (answer.result !== 'GENUINE' || failed.length === 0)
    return finding(verificationRule, 'PASS', '查验结果与各查验项目相符');
  const reasons = failed.map(({ reason }) => reason).join('、');
  return finding(verificationRule, 'FAIL', `查验结果为真，但${reasons}`, { failed: failed.map(({ name }) => name) }, [
    'answer',
    'result',
  ]);
}

function check(name: SourceCheck['name'], holds: boolean | null, [yes, no]: readonly [string, string]): SourceCheck {
  if (holds === null) return { name, verdict: 'UNDETERMINED', reason: '查验平台未能确定' };
  return holds ? { name, verdict: 'PASS', reason: yes } : { name, verdict: 'FAIL', reason: no };
}
