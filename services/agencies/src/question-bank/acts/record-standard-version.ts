import { nameKey } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { type RecordKind, type RecordOutcome, performOnRecord } from '../../record/perform-on-record.js';
import { standardSteps } from '../bank-machine.js';
import { judgeStandardVersion } from '../bank-rules.js';
import { standardRecords } from '../bank-store.js';
import { standardId } from '../perform-on-bank.js';
import type { Standard, StandardVersion } from '../question-bank.js';

/** A standard as it is recorded, or every reason why it is not. */
export type StandardOutcome = RecordOutcome<Standard>;

const standards: RecordKind<Standard, 'recordStandardVersion'> = {
  kind: 'standard',
  steps: standardSteps,
  find: async ({ store }, id, session) => standardRecords.find(store, id, {}, session),
  save: standardRecords.save,
};

/** 记录标准版本: banks made by an older version are stale from its first day on (QBK-001). */
export async function recordStandardVersion(
  acting: Acting,
  { name, idempotencyKey, ...given }: StandardVersion & { readonly name: string; readonly idempotencyKey: string },
): Promise<StandardOutcome> {
  const version = { ...given, version: given.version.trim() };
  return performOnRecord(
    standards,
    acting,
    { id: standardId(name), version: null, idempotencyKey },
    {
      act: 'recordStandardVersion',
      payload: { name, version },
      blank: { _id: standardId(name), status: 'RECORDED', name: name.trim(), key: nameKey(name), versions: [] },
      judge: ({ versions }) => judgeStandardVersion(version, versions),
      next: ({ versions }) => ({
        versions: [...versions, version].sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)),
      }),
    },
  );
}
