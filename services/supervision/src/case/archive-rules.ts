import { type Finding, finding } from '@shanghai/kernel';
import { caseClauses } from './case-ground-rules.js';
import type { CaseMaterial, MaterialKind } from './violation-case.js';

const archive = { rule: 'VIO-010', force: 'MUST', code: 'ARCHIVE_INCOMPLETE', clauses: caseClauses.archive } as const;

/** 处理过程、处理决定、佐证材料. */
export const materialKinds: readonly { readonly kind: MaterialKind; readonly label: string }[] = [
  { kind: 'PROCESS', label: '处理过程' },
  { kind: 'DECISION', label: '处理决定' },
  { kind: 'EVIDENCE', label: '佐证材料' },
];

/** The kinds of which the archive has nothing yet. */
export function missingKinds(materials: readonly Pick<CaseMaterial, 'kind'>[]): readonly MaterialKind[] {
  return materialKinds.flatMap(({ kind }) => (materials.some((one) => one.kind === kind) ? [] : [kind]));
}

/** VIO-010: nothing is closed before process, decision and evidence are all in the archive. */
export function judgeArchive(materials: readonly Pick<CaseMaterial, 'kind'>[]): Finding {
  const missing = missingKinds(materials);
  if (missing.length === 0) return finding(archive, 'PASS', '处理档案齐全');
  const labels = materialKinds.filter(({ kind }) => missing.includes(kind)).map(({ label }) => label);
  return finding(archive, 'FAIL', `处理档案缺少：${labels.join('、')}`, { missing });
}

/** VIO-010: a case is reopened on new evidence, which goes into its archive. */
export function judgeNewEvidence(added: readonly Pick<CaseMaterial, 'kind'>[]): Finding {
  const rule = { ...archive, code: 'NEW_EVIDENCE_REQUIRED' } as const;
  return added.some(({ kind }) => kind === 'EVIDENCE')
    ? finding(rule, 'PASS', '有新的佐证材料')
    : finding(rule, 'FAIL', '重新调查应有新的佐证材料', {}, ['materials']);
}
