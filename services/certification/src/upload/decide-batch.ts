import { type Finding, type LedgerId, type Refusal, dayAt, refusalOf, refusalsOf } from '@shanghai/kernel';
import type { Decision } from '@shanghai/platform';
import type { ClientSession } from 'mongoose';
import { findOwnScope } from '../certificate/acts/issue-by-agency.js';
import { certificateStepOf } from '../certificate/certificate-machine.js';
import { findTaken } from '../certificate/certificate-store.js';
import { judgeCertificateStep } from '../certificate/certificate-step-rules.js';
import { type CertificateActing, certificateBodyOf } from '../certificate/perform-on-certificate.js';
import { scopeStanding } from '../filing-scope/scope-on.js';
import { judgeScopeStanding } from '../filing-scope/scope-standing-rules.js';
import { batchRegistered } from './batch-event.js';
import type { CertificateBatch, RowRefusal } from './certificate-batch.js';
import {
  type ComparedRow,
  type JudgedRow,
  type TakenRows,
  compareRows,
  isOutOfScope,
  judgeRows,
  refusalsOfRow,
} from './judge-rows.js';
import { type MadeBatch, batchCertificateId, makeBatch } from './make-batch.js';
import type { ReadRows } from './read-rows.js';

/** What is decided on: the file as read, and how the batch is known. */
export interface BatchAsked extends Pick<CertificateBatch, '_id' | 'filingId' | 'source' | 'batchKey' | 'fileHash'> {
  readonly read: ReadRows;
  readonly approvalNo: string | null;
}

/** What came of the decision beside it: the certificates, or why rows were refused. */
export interface DecidedBatch {
  readonly made: MadeBatch | null;
  readonly refusals: readonly RowRefusal[];
  readonly outOfScopeRows: number;
  readonly agencyId: string | null;
}

type BatchDecision = Decision<CertificateBatch, Refusal>;

/** All or nothing: every row is judged, and one that is refused refuses the batch. */
export async function decideBatch(
  acting: CertificateActing,
  asked: BatchAsked,
  session: ClientSession,
): Promise<readonly [BatchDecision, DecidedBatch]> {
  const { sealer, now } = acting;
  const { _id, source, read, approvalNo, filingId } = asked;
  const step = certificateStepOf(source === 'IMPORTED' ? 'importCertificates' : 'uploadCertificates');
  const illegal = judgeCertificateStep(step, certificateBodyOf(acting), null);
  if (illegal) return refusedWhole([illegal]);
  const scope = await findOwnScope(acting, filingId, session);
  const standing = judgeScopeStanding(await scopeStanding(acting), filingId);
  if (refusalOf(standing)) return refusedWhole([standing]);

  const judged = await judgeRows(read.rows, { scope, today: dayAt(now), approvalNo, source }, sealer);
  const taken = await findTakenRows(acting, judged, session);
  const rows = compareRows(judged, taken, (line) => batchCertificateId(_id, line));
  const refusals = [...read.refusals, ...rows.flatMap((row) => refusalsOfRow(row, source))];
  const outOfScopeRows = rows.filter(isOutOfScope).length;
  if (refusals.length > 0)
    return [
      { accepted: false, refusals: oneOfEach(rows) },
      { made: null, refusals: refusals.sort((a, b) => a.line - b.line), outOfScopeRows, agencyId: scope.agencyId },
    ];
  const frame = { _id, source, batchKey: asked.batchKey, fileHash: asked.fileHash, registeredAt: now, scope };
  const made = await makeBatch(rows, frame, sealer);
  const event = batchRegistered(made.batch, made.certificates);
  return [
    {
      accepted: true,
      state: made.batch,
      reason: null,
      grounds: step.clauses,
      rules: rulesOf(rows, step.guards),
      event,
    },
    { made, refusals: [], outOfScopeRows, agencyId: scope.agencyId },
  ];
}

function refusedWhole(findings: readonly Finding[]): readonly [BatchDecision, DecidedBatch] {
  const nothing = { made: null, refusals: [], outOfScopeRows: 0, agencyId: null };
  return [{ accepted: false, refusals: refusalsOf(findings) }, nothing];
}

async function findTakenRows(
  { store }: CertificateActing,
  rows: readonly JudgedRow[],
  session: ClientSession,
): Promise<TakenRows> {
  const found = await findTaken(
    store,
    {
      onceHashes: rows.map(({ onceHash }) => onceHash),
      numberHashes: rows.flatMap(({ numberHash }) => numberHash ?? []),
    },
    session,
  );
  return {
    byOnce: new Map(found.flatMap(({ _id, onceHash }) => (onceHash === null ? [] : [[onceHash, _id] as const]))),
    numbers: new Set(found.map(({ numberHash }) => numberHash)),
  };
}

/** One refusal of each rule and code, for the audit of what was refused; the rows are in the report. */
function oneOfEach(rows: readonly ComparedRow[]): readonly Refusal[] {
  const refusals = rows.flatMap(({ findings }) => refusalsOf(findings));
  return [...new Map(refusals.map((one) => [`${one.rule} ${one.code}`, { ...one, path: [] }])).values()];
}

function rulesOf(rows: readonly ComparedRow[], guards: readonly LedgerId[]): readonly LedgerId[] {
  const judged = rows.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict !== 'NOT_APPLICABLE'));
  return [...new Set([...guards, ...judged.map(({ rule }) => rule)])].sort();
}
