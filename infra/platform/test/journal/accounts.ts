import { type ClientSession, type Connection, Schema } from 'mongoose';
import { type ActOutcome, type Decision, instantAt, modelOf, performAct } from '../../dist/index.js';

/** The simplest aggregate that can refuse: money that must not run out. */
export interface Account {
  readonly owner: string;
  readonly balance: number;
}

interface StoredAccount extends Account {
  readonly _id: string;
  readonly version: number;
}

const schema = new Schema<StoredAccount>(
  { _id: String, owner: String, balance: Number, version: Number },
  { versionKey: false },
);

export function accountsOf(connection: Connection) {
  return modelOf<StoredAccount>(connection, 'accounts', schema);
}

export interface Posting {
  readonly id: string;
  readonly amount: number;
  readonly key?: string | null;
  readonly expectedVersion?: number | null;
  readonly at?: number;
  readonly subject?: string;
  readonly guards?: readonly string[];
  /** Looks at the store before it decides. */
  readonly look?: (session: ClientSession) => Promise<string | null>;
}

let keys = 0;

/** Pays in or out; the first payment opens the account. */
export async function post(connection: Connection, posting: Posting): Promise<ActOutcome<string>> {
  const {
    id,
    amount,
    key = `key-${++keys}`,
    expectedVersion = null,
    at = 0,
    subject = 'lin',
    guards = [],
    look,
  } = posting;
  return performAct<Account, string>(connection, {
    aggregate: `account/${id}`,
    name: 'post',
    caller: { role: 'CLERK', subject },
    at: instantAt(Date.UTC(2026, 0, 1) + at),
    payload: { id, amount },
    idempotencyKey: key,
    expectedVersion,
    guards,
    load: async (session) => {
      const found = await accountsOf(connection).findById(id).session(session).lean();
      return found && { state: { owner: found.owner, balance: found.balance }, version: found.version };
    },
    decide: async (account, session): Promise<Decision<Account, string>> => {
      const refusal = look ? await look(session) : null;
      const balance = (account?.balance ?? 0) + amount;
      if (refusal !== null || balance < 0) return { accepted: false, refusals: [refusal ?? 'NOT_ENOUGH'] };
      const event = { type: 'posted', payload: { id, amount, balance } };
      return {
        accepted: true,
        state: { owner: subject, balance },
        reason: 'as asked',
        grounds: ['the law of cash'],
        event,
      };
    },
    save: async (account, version, session) => {
      if (version === 1) await accountsOf(connection).insertMany([{ _id: id, ...account, version }], { session });
      else await accountsOf(connection).updateOne({ _id: id }, { $set: { ...account, version } }, { session });
    },
    journalled: ({ balance }) => ({ owner: '***', balance }),
  });
}
