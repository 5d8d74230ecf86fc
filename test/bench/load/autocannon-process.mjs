// The same load where there is no wrk. Every connection begins elsewhere in the file, so that no two ask for the same at once.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const [, , url, file, connections, seconds] = process.argv;
const headers = { 'content-type': 'application/json', accept: 'application/json' };
const requests = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((body) => ({ method: 'POST', headers, body }));
let next = 0;
const { latency, errors, timeouts, non2xx, duration, ...counted } = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  timeout: 30,
  requests,
  setupClient(client) {
    const begin = Math.floor((next++ * requests.length) / Number(connections)) % requests.length;
    client.setRequests([...requests.slice(begin), ...requests.slice(0, begin)]);
  },
});
const result = { requests: counted.requests.total, seconds: duration, failed: errors + timeouts + non2xx };
console.log(`result ${JSON.stringify({ ...result, p50: latency.p50, p99: latency.p99 })}`);
