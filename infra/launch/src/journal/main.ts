import { createLog, reportLines, runProcess, verifyDatabases } from '@shanghai/platform';
import { openGraphStore } from '../graph-store.js';
import { readLaunchEnv } from '../launch-env.js';

/**
 * `npm run journal:verify` reads the journals of all services and names every row that is not as it was written. Exits 1 when
 * there is one.
 */

await runProcess('journal:verify', async () => {
  const env = readLaunchEnv();
  const store = await openGraphStore(env.MONGODB_URI, env.DATA_DIR);
  try {
    const reports = await verifyDatabases(store.uri, createLog('journal', env.LOG_LEVEL));
    for (const line of reports.flatMap(reportLines)) console.log(line);
    if (reports.length === 0) console.log('there is no journal yet');
    if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
  } finally {
    await store.stop();
  }
  return { stop: async () => undefined };
});
