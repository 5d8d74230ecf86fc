import { setImmediate } from 'node:timers/promises';
import { type Day, type Finding, refusalOf } from '@shanghai/kernel';
import type { SearchHash, Sealer } from '@shanghai/platform';
import { certificateFields, certificateNumberKey } from '../certificate/certificate-keys.js';
import { judgeDuplicate, judgeNumberTaken } from '../certificate/duplicate-rules.js';
import { inScopeBy } from '../certificate/exam-certificate.js';
import { filedItemOf, judgeExam } from '../certificate/exam-rules.js';
import type { PassedExam } from '../certificate/exam.js';
import { onceOfExam } from '../certificate/new-certificate.js';
import type { FiledScope } from '../filing-scope/filed-scope.js';
import type { CertificateBatch, RowRefusal } from './certificate-batch.js';

/** Rows after which others are let in between. */
const TURN = 200;

/** An exam with the line it stands on. */
export interface ReadRow {
  readonly line: number;
  readonly exam: PassedExam;
}

/** A row with what the rules say of it, and what it must be the only one of. */
export interface JudgedRow extends ReadRow {
  readonly findings: readonly Finding[];
  readonly onceHash: SearchHash;
  readonly numberHash: SearchHash | null;
}

/** What rows are judged by. */
export interface RowsCase {
  readonly scope: FiledScope;
  readonly today: Day;
  readonly approvalNo: string | null;
  readonly source: CertificateBatch['source'];
}

/** Judges every row by itself: the rules of its exam. */
export async function judgeRows(rows: readonly ReadRow[], facts: RowsCase, sealer: Sealer): Promise<JudgedRow[]> {
  const judged: JudgedRow[] = [];
  for (const row of rows) {
    if (judged.length % TURN === TURN - 1) await setImmediate();
    judged.push(judgeRow(row, facts, sealer));
  }
  return judged;
}

function judgeRow({ line, exam }: ReadRow, { source, ...facts }: RowsCase, sealer: Sealer): JudgedRow {
  const found = judgeExam(exam, facts);
  const itemId = filedItemOf(facts.scope, exam)?.itemId ?? null;
  const occupation = filedItemOf(facts.scope, exam)?.fullName ?? exam.occupation;
  return {
    ...{ line, exam },
    findings: source === 'IMPORTED' ? withoutUnrecorded(exam, found) : found,
    onceHash: sealer.searchHash(certificateFields.once, onceOfExam({ ...exam, itemId, occupation })),
    numberHash:
      exam.number === null ? null : sealer.searchHash(certificateFields.number, certificateNumberKey(exam.number)),
  };
}

/** Records from before the register do not say who entered a score: that nobody is named is no doubt about them (PR). */
function withoutUnrecorded(exam: PassedExam, findings: readonly Finding[]): readonly Finding[] {
  if (exam.scoreEnteredBy !== null || exam.scoreConfirmedBy !== null) return findings;
  return findings.filter(({ code }) => code !== 'SCORE_NOT_CONFIRMED');
}

/** What is in the register already, by the hash under which it is the only one. */
export interface TakenRows {
  readonly byOnce: ReadonlyMap<string, string>;
  readonly numbers: ReadonlySet<string>;
}

/** A row with the certificate that it repeats: one of the register, or of a line before it. */
export interface ComparedRow extends JudgedRow {
  readonly duplicateOf: string | null;
}

/** Compares rows with the register and with each other (CRT-006). */
export function compareRows(
  rows: readonly JudgedRow[],
  { byOnce, numbers }: TakenRows,
  idOf: (line: number) => string,
): ComparedRow[] {
  const seen = new Map(byOnce);
  const used = new Set(numbers);
  return rows.map((row) => {
    const duplicateOf = seen.get(row.onceHash) ?? null;
    if (duplicateOf === null) seen.set(row.onceHash, idOf(row.line));
    const isTaken = row.numberHash !== null && used.has(row.numberHash);
    if (row.numberHash !== null) used.add(row.numberHash);
    const findings = [...row.findings, judgeDuplicate(duplicateOf), judgeNumberTaken(isTaken)];
    return { ...row, findings, duplicateOf };
  });
}

/**
 * Why a row is refused. An import refuses only what could not be stored: what does not fit becomes a flag (PR of machine 7).
 */
export function refusalsOfRow(
  { line, findings }: Pick<ComparedRow, 'line' | 'findings'>,
  source: CertificateBatch['source'],
): readonly RowRefusal[] {
  const binding = source === 'IMPORTED' ? findings.filter(({ code }) => code === 'CERTIFICATE_NUMBER_TAKEN') : findings;
  return binding.flatMap((one) => {
    const refusal = refusalOf(one);
    if (!refusal) return [];
    const { rule, code, message, path } = refusal;
    return [{ line, column: path[0] ?? '', rule, code, message }];
  });
}

/** Whether a row was out of the scope of the filing on the day of its exam (超范围上传). */
export function isOutOfScope({ findings }: Pick<JudgedRow, 'findings'>): boolean {
  return inScopeBy(findings) === false;
}
