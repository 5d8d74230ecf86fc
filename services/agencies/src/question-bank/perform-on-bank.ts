import { nameKey, stableId } from '@shanghai/kernel';
import { type Acting, type OnAggregate, rowsOf } from '@shanghai/platform';
import type { ClientSession } from 'mongoose';
import { findFiledItemsById } from '../item/filed-item-store.js';
import type { FiledItem } from '../item/filed-item.js';
import { type RecordKind, type RecordOutcome, type RecordVerb, performOnRecord } from '../record/perform-on-record.js';
import { type BankAct, bankSteps } from './bank-machine.js';
import { type BankFacts, staleFrom } from './bank-rules.js';
import { bankRecords, findSameBanks, standardRecords } from './bank-store.js';
import type { BankDetails, QuestionBank } from './question-bank.js';

/** A bank as an act left it, or every reason why it was refused. */
export type BankOutcome = RecordOutcome<QuestionBank>;

/** The facts of a bank, with its filed item. */
export type GatheredBankFacts = BankFacts & { readonly item: FiledItem | null };

const banks: RecordKind<QuestionBank, BankAct> = {
  kind: 'question-bank',
  steps: bankSteps,
  find: async ({ store, caller }, id, session) =>
    bankRecords.find(store, id, rowsOf(caller, { agency: 'agencyId' }), session),
  save: bankRecords.save,
};

/** Does something to a question bank. */
export async function performOnBank<Facts = null>(
  acting: Acting,
  on: OnAggregate,
  verb: RecordVerb<QuestionBank, BankAct, Facts>,
): Promise<BankOutcome> {
  return performOnRecord(banks, acting, on, verb);
}

/** The id of a standard, by its name. */
export function standardId(name: string): string {
  return stableId('standard', nameKey(name));
}

/** What the rules of a bank look at, of the standard that it names. */
export async function gatherBankFacts(
  { store }: Pick<Acting, 'store'>,
  bank: Pick<QuestionBank, '_id' | 'agencyId' | 'filedItemId' | 'level'>,
  { standardName }: Pick<BankDetails, 'standardName'>,
  session: ClientSession,
): Promise<GatheredBankFacts> {
  const [found] = await findFiledItemsById(store, [bank.filedItemId]);
  const standard = await standardRecords.find(store, standardId(standardName), {}, session);
  return {
    item: found?.agencyId === bank.agencyId ? found : null,
    versions: standard?.versions ?? [],
    isRegistered: (await findSameBanks(store, bank, session)).length > 0,
  };
}

/** The details of a bank with what follows from them. */
export function writtenBank(
  details: BankDetails,
  { versions }: Pick<BankFacts, 'versions'>,
): BankDetails & Pick<QuestionBank, 'standardKey' | 'staleFrom'> {
  const standardVersion = details.standardVersion.trim();
  return {
    ...details,
    standardVersion,
    standardKey: nameKey(details.standardName),
    staleFrom: staleFrom(standardVersion, versions),
  };
}
