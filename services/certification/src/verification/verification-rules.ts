import {
  type Clause,
  type Day,
  type Finding,
  type Force,
  type LedgerId,
  type RuleOfFinding,
  clause,
  finding,
  undetermined,
} from '@shanghai/kernel';
import type { CheckName, VerifiableCertificate, VerificationCheck } from './verification.js';

/** What a check knows: the certificate, or null where there is none of this number and name, and what its number looks like. */
export interface CheckedFacts {
  readonly certificate: Omit<VerifiableCertificate, 'number' | 'name' | 'nameHash' | 'numberHash' | 'idNumber'> | null;
  /** In Chinese. */
  readonly numberRemarks: readonly string[];
}

type Known = NonNullable<CheckedFacts['certificate']>;

const query = clause('沪人社职〔2024〕38号', '三', '相关信息可通过“市人力资源社会保障局网站”');
const issue = clause(
  '沪人社职〔2024〕38号',
  '三',
  '参评人员经社会化职业技能等级认定合格的，可按规定获得由社评组织颁发的职业技能等级证书',
);
const revocation = clause(
  '沪人社职〔2024〕120号',
  '三（四）2',
  '对评价机构超范围上传证书数据、上传证书数据有错误的，撤销其上传的违规证书数据',
);
const keeping = clause('沪职鉴中心〔2026〕30号', '附件5-1', '管理发放证书，补证，更正证书信息、删除证书等相关工作');

/** The rows that verifications are judged by. The structure of numbers is a remark (CRT-001). */
export const verificationRules = {
  REGISTERED: row('CRT-002', 'MUST', 'CERTIFICATE_NOT_FOUND', query),
  STANDING: row('CRT-003', 'MUST', 'CERTIFICATE_REVOKED', revocation),
  SCOPE: row('CRT-001', 'MUST', 'OUT_OF_FILING_SCOPE', issue),
  CURRENT: row('CRT-004', 'INFO', 'CERTIFICATE_SUPERSEDED', keeping),
  NUMBER_STRUCTURE: row('CRT-001', 'INFO', 'NUMBER_STRUCTURE_UNKNOWN', issue),
} as const satisfies Readonly<Record<CheckName, RuleOfFinding>>;

const judges: Readonly<Record<Exclude<CheckName, 'NUMBER_STRUCTURE'>, (certificate: Known) => Finding>> = {
  REGISTERED: () => finding(verificationRules.REGISTERED, 'PASS', '编号与姓名均与登记的证书相符'),
  STANDING: judgeStanding,
  SCOPE: judgeScopeOfExam,
  CURRENT: judgeCurrent,
};

/**
 * 证书核验: every check in the order in which they are shown, always all of them. Where there is no certificate of this number
 * and name the first fails and says no more than that; the others are open.
 */
export function judgeVerification({ certificate, numberRemarks }: CheckedFacts): readonly VerificationCheck[] {
  const structure = undetermined(verificationRules.NUMBER_STRUCTURE, {
    code: 'NUMBER_STRUCTURE_UNKNOWN',
    message: numberRemarks.join('；'),
    facts: {},
  });
  const names = Object.keys(judges) as (keyof typeof judges)[];
  return [
    ...names.map((name) => ({ name, finding: certificate ? judges[name](certificate) : openOf(name) })),
    { name: 'NUMBER_STRUCTURE', finding: structure },
  ];
}

/** What the checks say together: FAIL where one that counts does, else UNDETERMINED where one is open. Remarks do not count. */
export function verdictOf(checks: readonly VerificationCheck[]): 'PASS' | 'FAIL' | 'UNDETERMINED' {
  const verdicts = checks.filter(({ finding: { force } }) => force !== 'INFO').map(({ finding: one }) => one.verdict);
  if (verdicts.includes('FAIL')) return 'FAIL';
  return verdicts.includes('UNDETERMINED') ? 'UNDETERMINED' : 'PASS';
}

function openOf(name: keyof typeof judges): Finding {
  const rule = verificationRules[name];
  if (name === 'REGISTERED') return finding(rule, 'FAIL', '未查到编号与姓名均相符的证书，请核对后再查');
  return undetermined(rule, { code: 'CERTIFICATE_NOT_FOUND', message: '未查到证书，无法判定', facts: {} });
}

function judgeStanding({ status, revocation: revoked }: Known): Finding {
  const rule = verificationRules.STANDING;
  if (status === 'VALID') return finding(rule, 'PASS', '证书有效', { status });
  if (status === 'FLAGGED')
    return undetermined(rule, {
      code: 'CERTIFICATE_FLAGGED',
      message: '登记信息存疑，正在核查',
      facts: { status },
    });
  const because = revoked?.reason === 'OUT_OF_SCOPE' ? '超范围上传' : '数据有错误';
  return finding(rule, 'FAIL', `证书已于${revoked?.revokedOn ?? '此前'}撤销：${because}`, { status });
}

function judgeScopeOfExam({ inScope, source, examOn }: Known): Finding {
  const rule = verificationRules.SCOPE;
  const act = source === 'COMPARISON' ? '认定配证' : '评价';
  if (inScope === null)
    return undetermined(rule, {
      code: 'FILING_SCOPE_UNKNOWN',
      message: `${act}当日（${examOn}）的备案范围无从查考`,
      facts: { examOn },
    });
  return inScope
    ? finding(rule, 'PASS', `${act}当日（${examOn}）在机构备案范围内`, { examOn })
    : finding(rule, 'FAIL', `${act}当日（${examOn}）不在机构备案范围内`, { examOn });
}

/** A re-issue or correction leaves older prints about, and nobody here sees which one is in hand. */
function judgeCurrent({ revision, printNo, issuedOn }: Known): Finding {
  const rule = verificationRules.CURRENT;
  const facts: { revision: number; printNo: number; issuedOn: Day } = { revision, printNo, issuedOn };
  if (revision === 1 && printNo === 1) return finding(rule, 'PASS', '未经更正或补证', facts);
  const changes = [
    ...(revision > 1 ? [`更正${revision - 1}次`] : []),
    ...(printNo > 1 ? [`补证${printNo - 1}次`] : []),
  ].join('、');
  return undetermined(
    rule,
    { code: 'PRINT_IN_HAND_UNKNOWN', message: `曾${changes}，请以最新证书所载内容为准`, facts },
    facts,
  );
}

function row<Code extends Uppercase<string>>(rule: LedgerId, force: Force, code: Code, source: Clause) {
  return { rule, force, code, clauses: [source] } as const;
}
