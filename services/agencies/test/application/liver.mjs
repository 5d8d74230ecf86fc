// A process that brings applications from the draft to the receipt by real acts, relays and consumes, and ends itself at a named
// point when told to. Reads { uri, database, seed, point, count, forms, edition } as JSON; prints each key it was told is done.
import { text } from 'node:stream/consumers';
import {
  connectMongo,
  consumeOnce,
  createConsumers,
  createEvents,
  createJournal,
  createLog,
  headOf,
  instantAt,
  lagOf,
  relayOnce,
} from '@shanghai/platform';
import { publishForTest, testSealer } from '@shanghai/platform/testing';
import mongoose from 'mongoose';
import * as service from '../../dist/index.js';

const { uri, database, seed, point, count, forms, edition } = JSON.parse(await text(process.stdin));
const log = createLog('liver', 'silent');
const open = (name) => connectMongo({ uri, database: `${database}_${name}`, log });
const [store, events, ledger] = await Promise.all(['agencies', 'events', 'ledger'].map(open));
const loose = new mongoose.Schema({}, { strict: false, versionKey: false, _id: false });
loose.add({ _id: String });
const totals = ledger.model('totals', loose, 'totals');
await Promise.all([createJournal(store), createEvents(events), createConsumers(store), createConsumers(ledger)]);
await totals.createCollection();
const clock = { now: () => instantAt(Date.UTC(2025, 2, 24, 2)) };
await service.agencies.prepare(store, { log, clock, sealer: testSealer });
if ((await headOf(events)) === 0) await publishForTest(events, { type: 'edition.published', payload: edition });

let left = count;
const onStep = (reached) => {
  if (reached !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const counting = {
  name: 'totals',
  take: async ({ aggregate, type }, session) => {
    if (!/^(application|filing|site)\./.test(type)) return;
    await totals.updateOne({ _id: aggregate }, { $inc: { taken: 1 } }, { upsert: true, session });
  },
};
const own = service.agencies.consumers(store, { log, clock, sealer: testSealer });
const consumptions = [
  ...own.map((consumer) => ({ consumer, store, events, log, onStep })),
  { consumer: counting, store: ledger, events, log, onStep },
];

async function passOn() {
  await relayOnce({ from: store, origin: 'agencies', to: events, limit: 5, onStep });
  for (const consumption of consumptions) await consumeOnce({ ...consumption, limit: 7 });
}

// The rules of a submission need the published list.
await consumeOnce({ ...consumptions[0], onStep: undefined });

const day = (text) => instantAt(Date.parse(`${text}T10:00:00+08:00`));
const someone = (role, scopes = {}, subject = role.toLowerCase()) => ({ role, subject, scopes, posts: [] });

/** The steps of a life. Each is sent at the version and with the key that it has in every run. */
function stepsOf(life, form) {
  const applicant = someone('AGENCY', { agency: `agency-${life}` });
  const names = form.items.map(({ fullName }) => fullName);
  const letter = { itemNames: names, letterNo: null, dutiesParagraph: null, sealedOn: '2025-03-24' };
  const panel = [{ expertNo: 'E-1', employer: '示例大学', relatedTo: [] }];
  const methods = [{ kind: 'SITE_VISIT', text: null }];
  const by = (caller, on = '2025-03-24') => ({ store, caller, now: day(on), sealer: testSealer, onStep });
  const centre = by(someone('CENTRE'));
  const result = (itemId) => ({ itemId, passed: true, reason: null });
  return [
    (on) => service.draftApplication(by(applicant), { form, idempotencyKey: on.idempotencyKey }),
    (on) => service.recommendApplication(by(someone('INDUSTRY_AUTHORITY', { industry: '示例' })), on, letter),
    (on) => service.recommendSites(by(someone('DISTRICT_BUREAU', { district: '310115' })), on, [form.sites[0].name]),
    (on) => service.submitApplication(by(applicant), on),
    (on) => service.acceptApplication(centre, on),
    (on) => service.startAgencyAssessment(centre, on, { methods, panel }),
    (on) => service.passAgencyAssessment(centre, on),
    (on, { items }) => service.recordProjectAssessment(centre, on, result(items[0].itemId)),
    (on) => service.consentToFiling(by(someone('BUREAU')), on),
    (on) => service.issueReceipt(by(someone('CENTRE'), '2025-04-01'), on, `示例-${life}`),
  ];
}

async function live(life, form) {
  let application = null;
  for (const [version, step] of stepsOf(life, form).entries()) {
    const key = `life-${seed}-${life}-${version}`;
    const outcome = await step({ id: application?._id, version, idempotencyKey: key }, application);
    if (outcome.refusals) throw new Error(`${key}: ${JSON.stringify(outcome.refusals)}`);
    application = outcome.application;
    process.stdout.write(`${key}\n`);
    await passOn();
  }
}

await Promise.all(forms.map(async (form, life) => live(life, form)));
for (const consumption of consumptions)
  while (
    (await relayOnce({ from: store, origin: 'agencies', to: events, onStep })) > 0 ||
    (await lagOf(consumption)) > 0
  )
    await consumeOnce(consumption);
await Promise.all([store, events, ledger].map((connection) => connection.close()));
