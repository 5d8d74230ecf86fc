// Measures an upload of 5,000 rows through the subgraph, from the text of the request to its answer: best of five, on a store of
// its own. Prints seconds; ends by itself.
import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import { publicCaller } from '@shanghai/platform';
import { serveForTest } from '@shanghai/platform/testing';
import { certification, saveScope } from '../../dist/index.js';
import { csvOf, rowOf, scopeOf } from './invented-files.mjs';

const ROWS = 5_000;
const ROUNDS = 5;
const served = await serveForTest(certification);
await served.connection.transaction(async (session) => saveScope(served.connection, scopeOf(0), session));
const by = { ...publicCaller, role: 'AGENCY', subject: 'clerk', scopes: { agency: 'agency-0' } };
const query = `mutation ($rows: UploadText!, $key: IdempotencyKey!) {
  uploadCertificates(filingId: "filing-0", format: CSV, rows: $rows, idempotencyKey: $key) {
    ... on CertificateBatchDone { batch { rows } } ... on CertificateBatchRefused { counts { code count } } } }`;
const seconds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const rows = csvOf(Array.from({ length: ROWS }, (_, at) => rowOf(round * ROWS + at)));
  const began = performance.now();
  const { data, errors, commands } = await served.ask(query, { rows, key: `bench-key-${round}` }, by);
  seconds.push((performance.now() - began) / 1_000);
  if (data?.uploadCertificates?.batch?.rows !== ROWS) throw new Error(JSON.stringify([data, errors]));
  const size = `${Math.round(Buffer.byteLength(rows) / 1_000)} kB`;
  console.log(`round ${round + 1}: ${seconds.at(-1).toFixed(2)} s, ${commands.length} commands, ${size}`);
}
console.log(`best of ${ROUNDS}: ${Math.min(...seconds).toFixed(2)} s for ${ROWS} rows`);
await served.stop();
