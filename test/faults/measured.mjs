import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

const GIVEN_BACK_MS = 200;

/**
 * Loaded before a program, it answers what the program uses to the test that has started it: memory after a collection, what is
 * open, and the longest that its event loop was held up since it was asked before. It ends when the test does.
 */
function answerMeasures() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  process.on('message', async () => {
    const lagMs = lag.max / 1e6;
    collect();
    // What was collected is given back to the system by other threads.
    await delay(GIVEN_BACK_MS);
    const { heapUsed, rss } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().length;
    process.send({ heapBytes: heapUsed, rssBytes: rss, files: readdirSync('/proc/self/fd').length, resources, lagMs });
    // What the collection took is not the program's.
    lag.reset();
  });
  process.on('disconnect', () => process.exit(1));
  process.channel.unref();
}

if (isMainThread && process.send) answerMeasures();
