import { mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectId } from 'bson';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { createCursors } from './read/cursors.js';
import { createWorkerPool } from './read/workers.js';
import type { Engine } from './server/engine.js';
import { createFailPoints } from './server/failpoints.js';
import { startMaintenance } from './server/maintenance.js';
import { createSessions } from './sessions/sessions.js';
import { createTransactions } from './sessions/transactions.js';
import { copyEnvironment, lockDirectory, restore } from './storage/directory.js';
import { openEnvironment } from './storage/kv.js';
import { discardUnfinished } from './storage/schema.js';
import { sweepGarbage } from './storage/garbage.js';
import { openStore } from './storage/store.js';
import { listen } from './wire/server.js';

export { backup, restore } from './storage/directory.js';

export interface EmbeddedMongoOptions {
  /** Data directory, made when it is missing. Without one the data lives in a temporary directory until `stop`. */
  readonly dir?: string;
  /** A backup that a server without a directory begins with a copy of. */
  readonly from?: string;
  /** Port on 127.0.0.1; 0 or absent: any free port. */
  readonly port?: number;
  /** Only loopback addresses are allowed. */
  readonly host?: string;
  /** Lets clients make commands fail with `configureFailPoint`. Off by default. */
  readonly failPoints?: boolean;
  /** Bounds other than the usual ones. */
  readonly limits?: Partial<Limits>;
}

export interface EmbeddedMongo {
  /** Connection string for the official driver and for mongoose. */
  readonly uri: string;
  readonly port: number;
  /** Copies the last committed state to a directory that has no data, which it makes when it is missing. */
  backup(target: string): Promise<void>;
  /** Closes connections, flushes to disk and gives the directory free. */
  stop(): Promise<void>;
}

/** Commands that are under way when the server stops have this long to end. Milliseconds. */
const GRACE = 2_000;

async function idle({ operations }: Engine): Promise<void> {
  const until = Date.now() + GRACE;
  while (operations.size > 0 && Date.now() < until) await delay(2);
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Starts a server that speaks the MongoDB wire protocol on loopback.
 * @throws Error when the directory is in use by another process, the port is taken, or the host is not loopback
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions = {}): Promise<EmbeddedMongo> {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.has(host))
    throw new Error(
      `embedded-mongo listens on loopback only, not on ${host}; it has no users and no TLS. Set MONGODB_URI to use a real MongoDB`,
    );
  const temporary = options.dir === undefined;
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'embedded-mongo-')));
  if (temporary && options.from !== undefined) await restore(options.from, dir);
  const unlock = await lockDirectory(dir);
  const path = join(dir, 'data.lmdb');
  try {
    const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
    const environment = openEnvironment(path, { temporary });
    const store = openStore(environment, limits);
    await discardUnfinished(store);
    const transactions = createTransactions(store, limits);
    const cursors = createCursors();
    const engine: Engine = {
      store,
      transactions,
      sessions: createSessions(store, transactions, cursors),
      cursors,
      limits,
      workers: createWorkerPool({ path, temporary }),
      failPoints: options.failPoints === true ? createFailPoints() : undefined,
      address: { host: host === 'localhost' ? '127.0.0.1' : host, port: options.port ?? 0 },
      startedAt: new Date(),
      processId: new ObjectId(),
      operations: new Set(),
      stopping: false,
      connections: new Set(),
    };
    const listener = await listen(engine, options.port ?? 0).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    engine.address.port = listener.port;
    const stopMaintenance = startMaintenance(engine);
    store.background(() => sweepGarbage(store));
    return {
      uri: `mongodb://${host === '::1' ? '[::1]' : '127.0.0.1'}:${listener.port}/`,
      port: listener.port,
      backup: async (target) => copyEnvironment(environment.root, target),
      async stop() {
        stopMaintenance();
        engine.stopping = true;
        await listener.close();
        engine.sessions.killAll();
        cursors.close();
        await engine.workers.close();
        await idle(engine);
        await store.flushed();
        await store.close();
        await unlock();
        if (temporary) await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await unlock();
    if (temporary) await rm(dir, { recursive: true, force: true });
    throw error;
  }
}
