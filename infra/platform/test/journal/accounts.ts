import { type ClientSession, type Connection, Schema } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import type { Act, ActOutcome, Decision, Versioned } from '../../dist/journal/act.js';
import { type Consequence, consequence } from '../../dist/journal/consequence.js';
import { performAct } from '../../dist/journal/perform-act.js';
import { type RehearsalOutcome, rehearseAct } from '../../dist/journal/rehearse-act.js';
import { modelOf } from '../../dist/store/model-of.js';

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
  /** Who is paid the same out of it; whose account must not hold more than the limit. */
  readonly to?: string;
  /** Looks at the store before it decides. */
  readonly look?: (session: ClientSession) => Promise<string | null>;
}

let keys = 0;

/** What no account may hold; more breaks whatever would pay it in. */
const LIMIT = 1_000;

function loadAccount(connection: Connection, id: string) {
  return async (session: ClientSession): Promise<Versioned<Account> | null> => {
    const found = await accountsOf(connection).findById(id).session(session).lean();
    return found && { state: { owner: found.owner, balance: found.balance }, version: found.version };
  };
}

function saveAccount(connection: Connection, id: string) {
  return async (account: Account, version: number, session: ClientSession): Promise<void> => {
    if (version === 1) await accountsOf(connection).insertMany([{ _id: id, ...account, version }], { session });
    else await accountsOf(connection).updateOne({ _id: id }, { $set: { ...account, version } }, { session });
  };
}

/** The other side of a payment: another account, changed by the same act. */
function payIn(connection: Connection, id: string, amount: number): Consequence {
  return consequence<Account>({
    aggregate: `account/${id}`,
    name: 'receive',
    load: loadAccount(connection, id),
    next: (account) => {
      const balance = (account?.balance ?? 0) + amount;
      if (balance > LIMIT) throw new Error('the account is full');
      return { owner: account?.owner ?? 'nobody', balance };
    },
    save: saveAccount(connection, id),
    journalled: ({ balance }) => ({ owner: '***', balance }),
    grounds: [],
    event: { type: 'received', payload: { id, amount } },
  });
}

/** Pays in or out; the first payment opens the account. */
export async function post(connection: Connection, posting: Posting): Promise<ActOutcome<string>> {
  return performAct(connection, postingAct(connection, posting));
}

/** What would become of a posting. */
export async function rehearsePost(connection: Connection, posting: Posting): Promise<RehearsalOutcome<string>> {
  return rehearseAct(connection, postingAct(connection, posting));
}

function postingAct(connection: Connection, posting: Posting): Act<Account, string> {
  const { id, amount, key = `key-${++keys}`, expectedVersion = null, at = 0, subject = 'lin' } = posting;
  const { guards = [], look, to } = posting;
  return {
    aggregate: `account/${id}`,
    name: 'post',
    caller: { role: 'CLERK', subject },
    at: instantAt(Date.UTC(2026, 0, 1) + at),
    payload: { id, amount },
    idempotencyKey: key,
    expectedVersion,
    guards,
    load: loadAccount(connection, id),
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
        ...(to !== undefined && { consequences: [payIn(connection, to, -amount)] }),
      };
    },
    save: saveAccount(connection, id),
    journalled: ({ balance }) => ({ owner: '***', balance }),
  };
}
