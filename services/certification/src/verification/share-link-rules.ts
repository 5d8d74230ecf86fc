import { type Finding, type RuleOfFinding, clause, finding } from '@shanghai/kernel';
import type { ShareLink } from './share-link.js';
import type { VerifiableCertificate } from './verification.js';

/** How long a link may stand, how often it may be opened, and how many of one certificate may stand at a time (PR). */
export const shareLimits = { leastDays: 1, mostDays: 90, mostOpenings: 500, mostLinks: 10 } as const;

const clauses = [clause('沪人社职〔2024〕38号', '三', '相关信息可通过“市人力资源社会保障局网站”')] as const;

/** The rows that links are judged by: what the notice makes queryable, as far as its holder allows (CRT-002, PR). */
export const shareRules = {
  proof: row('CERTIFICATE_NOT_FOUND'),
  revoked: row('CERTIFICATE_REVOKED'),
  flagged: row('CERTIFICATE_FLAGGED'),
  term: row('SHARE_TERM_NOT_ALLOWED'),
  links: row('SHARE_LINKS_TOO_MANY'),
  link: row('SHARE_LINK_NOT_FOUND'),
} as const;

/** What is asked for, and what is known of it. */
export interface SharingFacts {
  /** The certificate of number and name, where the last four of the identity number are those of its holder; null else. */
  readonly proven: Pick<VerifiableCertificate, 'status'> | null;
  readonly days: number;
  /** Links of the certificate that stand. */
  readonly standing: number;
}

/** 生成分享链接: a wrong number, a wrong name and wrong last four are one refusal, and nothing else is told before. */
export function judgeSharing({ proven, days, standing }: SharingFacts): readonly Finding[] {
  if (!proven) return [finding(shareRules.proof, 'FAIL', '编号、姓名与身份证后四位不相符', {}, [])];
  const { leastDays, mostDays, mostLinks } = shareLimits;
  return [
    ...(proven.status === 'REVOKED' ? [finding(shareRules.revoked, 'FAIL', '证书已撤销，不能分享')] : []),
    ...(proven.status === 'FLAGGED' ? [finding(shareRules.flagged, 'FAIL', '登记信息存疑，核查后方可分享')] : []),
    ...(days >= leastDays && days <= mostDays
      ? []
      : [finding(shareRules.term, 'FAIL', `有效天数为${leastDays}至${mostDays}天`, { days }, ['days'])]),
    ...(standing < mostLinks
      ? []
      : [finding(shareRules.links, 'FAIL', `同一证书至多${mostLinks}个有效的分享链接`, { standing })]),
  ];
}

/** 打开或撤回分享链接: one that is unknown, over, ended or used up is the same refusal. */
export function judgeLink(link: ShareLink | null, now: Date): Finding {
  return link && isStanding(link, now) && link.opened < shareLimits.mostOpenings
    ? finding(shareRules.link, 'PASS', '链接有效')
    : finding(shareRules.link, 'FAIL', '链接不存在或已失效');
}

/** Whether a link can be opened at an instant, as far as time and its maker go. */
export function isStanding({ expiresAt, revokedAt }: Pick<ShareLink, 'expiresAt' | 'revokedAt'>, now: Date): boolean {
  return revokedAt === null && now < expiresAt;
}

function row<Code extends Uppercase<string>>(code: Code) {
  return { rule: 'CRT-002', force: 'MUST', code, clauses } as const satisfies RuleOfFinding;
}
