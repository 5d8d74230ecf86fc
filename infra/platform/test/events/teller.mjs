// A process that posts, relays and consumes until all its keys are done, and ends itself at a named point when told to.
// Arguments: uri, database, seed, point, count. Prints each key whose act it was told is done.
import {
  connectMongo,
  consequence,
  consumeOnce,
  createConsumers,
  createEvents,
  createJournal,
  createLog,
  instantAt,
  lagOf,
  performAct,
  relayOnce,
} from '../../dist/index.js';
import mongoose from 'mongoose';

const [uri, database, seed, point, count] = process.argv.slice(2);
const KEYS = 24;
const ACCOUNTS = 4;
const log = createLog('teller', 'silent');
const open = (name) => connectMongo({ uri, database: `${database}_${name}`, log });
const [bank, events, ledger] = await Promise.all(['bank', 'events', 'ledger'].map(open));
const loose = new mongoose.Schema({}, { strict: false, versionKey: false, _id: false });
loose.add({ _id: String });
const accounts = bank.model('accounts', loose, 'accounts');
const totals = ledger.model('totals', loose, 'totals');
await Promise.all([createJournal(bank), createEvents(events), createConsumers(ledger)]);
await Promise.all([accounts.createCollection(), totals.createCollection()]);

let left = Number(count);
const onStep = (reached) => {
  if (reached !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const accountAt = (id) => ({
  load: async (session) => {
    const found = await accounts.findById(id).session(session).lean();
    return found && { state: found, version: found.version };
  },
  save: async ({ balance }, version, session) => {
    await accounts.updateOne({ _id: id }, { $set: { balance, version } }, { upsert: true, session });
  },
});
const more = (account) => ({ balance: (account?.balance ?? 0) + 1 });

/** Every posting is counted on an account of its own, in the same transaction. */
const countOf = (key) =>
  consequence({
    ...accountAt(`count${key % 2}`),
    aggregate: `account/count${key % 2}`,
    name: 'count',
    next: more,
    grounds: [],
    event: null,
  });

async function post(key) {
  const id = `a${(key * 7 + Number(seed)) % ACCOUNTS}`;
  const outcome = await performAct(bank, {
    aggregate: `account/${id}`,
    name: 'post',
    caller: { role: 'CLERK', subject: 'lin' },
    at: instantAt(Date.UTC(2026, 0, 1) + key),
    payload: { id },
    idempotencyKey: `${key}`,
    expectedVersion: null,
    ...accountAt(id),
    decide: (account) => ({
      accepted: true,
      state: more(account),
      reason: null,
      grounds: [],
      event: { type: 'posted', payload: { id } },
      consequences: [countOf(key)],
    }),
    onStep,
  });
  if (outcome.outcome === 'DONE') process.stdout.write(`${key}\n`);
}

const consumer = {
  name: 'totals',
  take: async (event, session) => {
    const { id } = JSON.parse(event.payload);
    await totals.updateOne({ _id: id }, { $inc: { sum: 1 } }, { upsert: true, session });
  },
};
const consumption = { consumer, store: ledger, events, log, onStep };

async function passOn() {
  await relayOnce({ from: bank, origin: 'bank', to: events, limit: 5, onStep });
  await consumeOnce({ ...consumption, limit: 5 });
}

for (let key = 0; key < KEYS; key += 4) {
  await Promise.all([post(key), post(key + 1), post(key + 2), post(key + 3)]);
  await passOn();
}
while ((await relayOnce({ from: bank, origin: 'bank', to: events, onStep })) > 0 || (await lagOf(consumption)) > 0)
  await consumeOnce(consumption);
await Promise.all([bank, events, ledger].map((connection) => connection.close()));
