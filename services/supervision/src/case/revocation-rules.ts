import { type Finding, finding, undetermined } from '@shanghai/kernel';
import type { RevocationReason } from './case-effect.js';
import { caseClauses } from './case-ground-rules.js';
import type { FilingAuthorityOf } from './case-scope-rules.js';
import { authorityRule, isOf } from './deciding-authority-rules.js';

/** Which certificates, and for which of the two printed reasons (CRT-003). */
export interface Revocation {
  readonly certificateIds: readonly string[];
  readonly reason: RevocationReason;
}

const certificates = {
  rule: 'VIO-005',
  force: 'MUST',
  code: 'CERTIFICATES_REQUIRED',
  clauses: caseClauses.certificates,
} as const;

/** VIO-005, VIO-001: certificates are named, and it is the filing authority that has them revoked (PR). */
export function judgeRevocation(
  { certificateIds }: Pick<Revocation, 'certificateIds'>,
  filing: FilingAuthorityOf | null,
  by: { readonly role: string; readonly district: string | null },
): readonly Finding[] {
  const named =
    certificateIds.length > 0
      ? finding(certificates, 'PASS', '已指明证书', { certificateIds })
      : finding(certificates, 'FAIL', '应指明须撤销的证书', {}, ['certificateIds']);
  return [named, judgeAuthority(filing, by)];
}

function judgeAuthority(
  filing: FilingAuthorityOf | null,
  by: { readonly role: string; readonly district: string | null },
): Finding {
  if (!filing)
    return undetermined(authorityRule, {
      code: 'FILING_UNKNOWN',
      message: '未指明证书所依据的备案，或其备案机关不在手，无法确定由谁撤销',
      facts: {},
    });
  return isOf(filing, by)
    ? finding(authorityRule, 'PASS', '由备案机关撤销', { by: by.role })
    : finding(authorityRule, 'FAIL', '证书数据由备案机关撤销', {
        by: by.role,
        filedBy: filing.district ?? filing.body,
      });
}
