// A process that uploads batches of many agencies at once through the acts themselves, and ends itself at a named point when told
// to. Reads { uri, database, agencies, batches, rows, point, count } as JSON; prints the key of each batch it was told is done.
import { text } from 'node:stream/consumers';
import { connectMongo, createConsumers, createJournal, createLog, instantAt } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import { saveScope } from '../../dist/filing-scope/filed-scope-store.js';
import { certification } from '../../dist/subgraph.js';
import { uploadCertificates } from '../../dist/upload/upload-certificates.js';
import { csvOf, rowOf, scopeOf } from './invented-files.mjs';

const { uri, database, agencies, batches, rows, point, count } = JSON.parse(await text(process.stdin));
const log = createLog('uploader', 'silent');
const store = await connectMongo({ uri, database, log });
const clock = { now: () => instantAt(Date.UTC(2026, 10, 1, 4)) };
await Promise.all([createJournal(store), createConsumers(store)]);
await certification.prepare(store, { log, clock, sealer: testSealer });
for (let no = 0; no < agencies; no += 1)
  await store.transaction(async (session) => saveScope(store, scopeOf(no), session));

let left = count;
const onStep = (reached) => {
  if (reached !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

async function upload(agency, batch) {
  const caller = { role: 'AGENCY', subject: `clerk-${agency}`, scopes: { agency: `agency-${agency}` }, posts: [] };
  const from = (agency * batches + batch) * rows;
  const batchKey = `batch-${agency}-${batch}`;
  const outcome = await uploadCertificates(
    { store, caller, now: clock.now(), sealer: testSealer, lag: async () => 0, onStep },
    {
      ...{ filingId: `filing-${agency}`, source: 'UPLOADED', format: 'CSV', approvalNo: null, batchKey },
      text: csvOf(Array.from({ length: rows }, (_, at) => rowOf(from + at))),
    },
  );
  if (!outcome.batch) throw new Error(`${batchKey}: ${JSON.stringify(outcome).slice(0, 500)}`);
  process.stdout.write(`${batchKey}\n`);
}

await Promise.all(
  Array.from({ length: agencies }, async (_, agency) => {
    for (let batch = 0; batch < batches; batch += 1) await upload(agency, batch);
  }),
);
await store.close();
