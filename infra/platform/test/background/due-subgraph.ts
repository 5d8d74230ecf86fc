import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import type { Decision } from '../../dist/journal/act.js';
import { performAct } from '../../dist/journal/perform-act.js';
import { modelOf } from '../../dist/store/model-of.js';
import type { Subgraph } from '../../dist/subgraph/subgraph.js';
import { gql } from '../gql.js';

/** A bill that is paid by itself when it is due. */
export interface Bill {
  readonly _id: string;
  readonly dueAt: Date;
  readonly isPaid: boolean;
  readonly version: number;
}

/** What a consumer has seen of each: how often it was told that it was paid. */
interface Receipt {
  readonly _id: string;
  readonly told: number;
}

const bills = new Schema<Bill>({ _id: String, dueAt: Date, isPaid: Boolean, version: Number }, { versionKey: false });
bills.index({ isPaid: 1, dueAt: 1 });
const receipts = new Schema<Receipt>({ _id: String, told: Number }, { versionKey: false });

export const billsOf = (store: Connection) => modelOf<Bill>(store, 'bills', bills);
export const receiptsOf = (store: Connection) => modelOf<Receipt>(store, 'receipts', receipts);

export async function addBills(store: Connection, ids: readonly string[], dueAt: Date): Promise<void> {
  await billsOf(store).insertMany(ids.map((_id) => ({ _id, dueAt, isPaid: false, version: 0 })));
}

/** Pays a bill, unless somebody has. */
async function pay(store: Connection, id: string, at: Date): Promise<number> {
  const load = async (session: ClientSession) => {
    const state = await billsOf(store).findById(id).session(session).lean();
    return state && { state, version: state.version };
  };
  const { outcome } = await performAct<Bill, string>(store, {
    aggregate: `bill/${id}`,
    name: 'pay',
    caller: { role: 'CLOCK', subject: null },
    at,
    payload: {},
    idempotencyKey: null,
    expectedVersion: null,
    load,
    decide: (bill): Decision<Bill, string> =>
      bill && !bill.isPaid
        ? {
            accepted: true,
            state: { ...bill, isPaid: true },
            reason: null,
            grounds: [],
            event: { type: 'paid', payload: { id } },
          }
        : { accepted: false, refusals: ['PAID'] },
    save: async (_bill, version, session) => {
      await billsOf(store).updateOne({ _id: id }, { $set: { isPaid: true, version } }, { session });
    },
  });
  return outcome === 'DONE' ? 1 : 0;
}

/** A subgraph that does nothing but work in the background; `seen` hears of every event that is taken. */
export function dueSubgraph(seen: (id: string) => void = () => undefined): Subgraph<object> {
  return {
    name: 'bills',
    typeDefs: gql`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
      type Query @access(roles: "PUBLIC") {
        nothing: Int
      }
    `,
    resolvers: {},
    prepare: async (store) => {
      for (const model of [billsOf(store), receiptsOf(store)]) {
        await model.createCollection();
        await model.createIndexes();
      }
      return { lines: [] };
    },
    createContext: () => ({}),
    consumers: (store) => [
      {
        name: 'receipts',
        take: async ({ type, payload }, session) => {
          if (type !== 'paid') return;
          const { id } = JSON.parse(payload) as { id: string };
          if (id === 'poison') throw new Error('poison');
          await receiptsOf(store).updateOne({ _id: id }, { $inc: { told: 1 } }, { upsert: true, session });
          seen(id);
        },
      },
    ],
    clockwork: [
      {
        name: 'pay',
        run: async (store, now) => {
          const due = await billsOf(store)
            .find({ isPaid: false, dueAt: trusted({ $lte: now }) })
            .sort({ dueAt: 1 })
            .limit(7)
            .lean();
          let done = 0;
          for (const { _id } of due) done += await pay(store, _id, now);
          return done;
        },
      },
    ],
  };
}

/** An instant of the story, in hours. */
export const hour = (hours: number): Date => instantAt(Date.UTC(2026, 0, 1) + hours * 3_600_000);
