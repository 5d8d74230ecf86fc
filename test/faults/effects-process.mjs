// A process with supervision and agencies that takes cases from the clue to the suspended filing by real acts, passes on what
// they tell each other, and ends itself at a named point of either when told to. Reads
// { uri, database, seed, side, point, count, filings } as JSON; prints each key it was told is done.
import { text } from 'node:stream/consumers';
import { agencies, storeSyntheticAgencies } from '@shanghai/agencies';
import {
  connectMongo,
  consumeOnce,
  createConsumers,
  createEvents,
  createJournal,
  createLog,
  instantAt,
  lagOf,
  relayOnce,
} from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import { decideCase, investigateCase, registerCase, supervision } from '@shanghai/supervision';

const { uri, database, seed, side, point, count, filings } = JSON.parse(await text(process.stdin));
const log = createLog('effects', 'silent');
const open = (name) => connectMongo({ uri, database: `${database}_${name}`, log });
const [city, register, events] = await Promise.all(['supervision', 'agencies', 'events'].map(open));
await Promise.all([city, register].flatMap((store) => [createJournal(store), createConsumers(store)]));
await createEvents(events);
const now = instantAt(Date.UTC(2026, 10, 1, 4));
const services = { log, clock: { now: () => now }, sealer: testSealer };
await agencies.prepare(register, services);
await supervision.prepare(city, services);
if ((await register.db.collection('filings').countDocuments({ synthetic: true })) === 0)
  for (const one of filings) await storeSyntheticAgencies(register, one);
for (const task of agencies.clockwork)
  if (task.name === 'tell-loaded-agencies') await task.run(register, now, services);

let left = count;
const stepOf = (own) => (reached) => {
  if (own !== side || reached !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const sides = [
  { name: 'supervision', store: city, of: supervision },
  { name: 'agencies', store: register, of: agencies },
];
const consumptions = sides.flatMap(({ name, store, of }) =>
  of.consumers(store, services).map((consumer) => ({ consumer, store, events, log, onStep: stepOf(name) })),
);

async function passOn() {
  for (let passed = 1; passed > 0;) {
    passed = 0;
    for (const { name, store } of sides)
      passed += await relayOnce({ from: store, origin: name, to: events, onStep: stepOf(name) });
    for (const consumption of consumptions)
      while ((await lagOf(consumption)) > 0) passed += await consumeOnce(consumption);
  }
}
await passOn();

const caller = { role: 'BUREAU', subject: 'tao', scopes: {} };
const acting = { store: city, caller, now, sealer: testSealer, lag: async () => 0, onStep: stepOf('supervision') };

function stepsOf({ agencyId, filingId }) {
  const subject = { type: 'AGENCY', agencyId, name: null, district: null, person: null };
  const clue = {
    ...{ subject, source: 'INSPECTION', sourceReference: null, matter: 'OTHER', commitmentItem: null },
    ...{ listEntryId: null, summary: '示例情况', actOn: '2026-10-20', siteId: null, filingId, materials: [] },
  };
  const decision = {
    ...{ tier: 'SERIOUS', measures: ['WARNING', 'TIME_LIMITED_RECTIFICATION', 'SUSPEND_EVALUATION'], outcome: null },
    ...{ reason: '示例理由', noSuspensionReason: null, rectificationDueOn: '2026-12-01', suspendedTo: null },
    ...{ filingId: null, documentNo: null, coAuthorities: [] },
    restrictions: [{ kind: 'EVALUATION', from: '2026-11-01', to: null, basis: '示例依据' }],
  };
  return [
    (on) => registerCase(acting, clue, on.idempotencyKey),
    (on) => investigateCase(acting, on, []),
    (on) => decideCase(acting, on, decision),
  ];
}

for (const [life, filing] of filings.entries()) {
  let id = '';
  const named = { agencyId: filing.agencies[0]._id, filingId: filing.filings[0]._id };
  for (const [version, step] of stepsOf(named).entries()) {
    const idempotencyKey = `effect-${seed}-${life}-${version}`;
    const outcome = await step({ id, version, idempotencyKey });
    if (outcome.refusals) throw new Error(`${idempotencyKey}: ${JSON.stringify(outcome.refusals)}`);
    id = outcome.violationCase._id;
    process.stdout.write(`${idempotencyKey}\n`);
    await passOn();
  }
}
await Promise.all([city, register, events].map((connection) => connection.close()));
