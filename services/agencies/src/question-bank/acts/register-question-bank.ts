import { type LevelNumber, dayAt, stableId } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { scopeOf } from '../../application/scope-of.js';
import { judgeBank } from '../bank-rules.js';
import { type BankOutcome, gatherBankFacts, performOnBank, writtenBank } from '../perform-on-bank.js';
import type { BankDetails } from '../question-bank.js';

/** For what a bank is, and by what it was made. */
export interface NewBank {
  readonly filedItemId: string;
  readonly level: LevelNumber | null;
  readonly details: BankDetails;
  readonly idempotencyKey: string;
}

/** 题库备案: that there is one, and by which standard; never a question (QBK-001, QBK-006). */
export async function registerQuestionBank(acting: Acting, bank: NewBank): Promise<BankOutcome> {
  const { filedItemId, level, details, idempotencyKey } = bank;
  const agencyId = scopeOf(acting.caller, 'agency');
  const today = dayAt(acting.now);
  const id = stableId('question-bank', agencyId, idempotencyKey);
  const blank = {
    ...({ _id: id, status: 'REGISTERED', agencyId, filedItemId, fullName: '', nameKey: '', level } as const),
    ...{ ...writtenBank(details, { versions: [] }), registeredOn: today },
  };
  return performOnBank(
    acting,
    { id, version: 0, idempotencyKey },
    {
      act: 'registerQuestionBank',
      payload: { filedItemId, level, details },
      guards: [`question-bank/${filedItemId}/${level ?? ''}`],
      blank,
      facts: async (_bank, session) => gatherBankFacts(acting, blank, details, session),
      judge: (_bank, facts) => judgeBank({ ...details, level }, facts, today),
      next: (_bank, facts) => ({
        ...writtenBank(details, facts),
        fullName: facts.item!.fullName,
        nameKey: facts.item!.nameKey,
      }),
    },
  );
}
