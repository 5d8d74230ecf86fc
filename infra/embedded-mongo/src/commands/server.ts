import { setTimeout as delay } from 'node:timers/promises';
import { Long, ObjectId, type Timestamp } from 'bson';
import { type Doc, isDoc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import { equal } from '../bson/compare.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { arrayField, countField } from '../read/options.js';
import type { Commands } from '../server/command.js';
import { type Call, type Engine, topologyVersion } from '../server/engine.js';
import { requireNotAborted, unknownTransaction } from '../sessions/numbers.js';
import { longOf, SESSION_MINUTES } from '../sessions/sessions.js';
import { MAX_DOCUMENT } from '../storage/records.js';
import { MAX_MESSAGE } from '../wire/message.js';

/** The version whose behaviour is followed. Drivers choose commands by maxWireVersion 25. */
const VERSION = { text: '8.0.0', array: [8, 0, 0, 0], wire: 25 };
const SET_NAME = 'embedded';
const ELECTION = new ObjectId('7fffffff0000000000000001');

/** Waits when the client knows the topology and asks to be told of the next; there is none before it closes. */
async function awaitTopology({ engine, connection, body }: Call): Promise<void> {
  const { topologyVersion: known, maxAwaitTimeMS } = body;
  if (known === undefined && maxAwaitTimeMS === undefined) return;
  if (!isDoc(known) || maxAwaitTimeMS === undefined)
    throw new CommandError(51_368, "A request with 'topologyVersion' must include 'maxAwaitTimeMS', and the other way");
  const wait = countField(body, 'maxAwaitTimeMS', 0);
  if (equal(known['processId'], engine.processId))
    await delay(wait, undefined, { signal: connection.closed, ref: false }).catch(() => undefined);
}

async function hello(call: Call): Promise<Doc> {
  const { engine, connection, body } = call;
  await awaitTopology(call);
  if (isDoc(body['client'])) connection.client = body['client'];
  const me = `${engine.address.host}:${engine.address.port}`;
  const time = engine.store.clusterTime;
  const last = {
    opTime: { ts: time, t: Long.fromNumber(1) },
    lastWriteDate: new Date(time.t * 1000),
    majorityOpTime: { ts: time, t: Long.fromNumber(1) },
    majorityWriteDate: new Date(time.t * 1000),
  };
  return {
    helloOk: true,
    topologyVersion: topologyVersion(engine),
    ismaster: true,
    isWritablePrimary: true,
    secondary: false,
    hosts: [me],
    setName: SET_NAME,
    setVersion: 1,
    primary: me,
    me,
    electionId: ELECTION,
    lastWrite: last,
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_MINUTES,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: VERSION.wire,
    readOnly: false,
  };
}

const HELLO_FIELDS = [
  'client',
  'helloOk',
  'compression',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'topologyVersion',
  'maxAwaitTimeMS',
  'loadBalanced',
  'hostInfo',
  'backpressure',
  'internalClient',
];

function buildInfo(): Doc {
  return {
    version: VERSION.text,
    gitVersion: 'embedded-mongo',
    modules: ['embedded-mongo'],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: VERSION.array,
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT,
    storageEngines: ['lmdb'],
  };
}

function parameters(engine: Pick<Engine, 'failPoints' | 'limits'>): Doc {
  return {
    featureCompatibilityVersion: { version: '8.0' },
    enableTestCommands: engine.failPoints !== undefined,
    requireApiVersion: false,
    authenticationMechanisms: [],
    transactionLifetimeLimitSeconds: engine.limits.transactionSeconds,
    cursorTimeoutMillis: Long.fromNumber(600_000),
    localLogicalSessionTimeoutMinutes: SESSION_MINUTES,
    ttlMonitorEnabled: true,
    ttlMonitorSleepSecs: 60,
    acceptApiVersion2: false,
  };
}

function getParameter(call: Call): Doc {
  const all = parameters(call.engine);
  const { getParameter: wanted } = call.body;
  if (wanted === '*' || (isDoc(wanted) && wanted['allParameters'] === true)) return all;
  const names = Object.keys(call.body).filter((name) => name in all);
  if (names.length === 0) throw new CommandError(72, 'no option found to get');
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** The one parameter that can be changed while the server runs; another is an unknown field. */
function setParameter({ engine, body }: Call): Doc {
  const was = engine.limits.transactionSeconds;
  const seconds = countField(body, 'transactionLifetimeLimitSeconds', was);
  if (seconds < 1) throw new CommandError(2, 'transactionLifetimeLimitSeconds must be at least 1');
  engine.limits.transactionSeconds = seconds;
  return { was };
}

async function commit(call: Call): Promise<Doc> {
  const { engine, session, transaction, body } = call;
  if (!session) throw new CommandError(72, 'commitTransaction needs a session');
  const number = longOf(body['txnNumber']);
  if (!transaction) {
    // A retry after a restart finds what the commit itself has written down.
    const record = engine.sessions.readRetry(session, engine.store.reader);
    if (record?.committed === true && record.txnNumber.equals(number)) return {};
    throw unknownTransaction(session, number);
  }
  if (transaction.state === 'committed') return {};
  requireNotAborted(transaction);
  await engine.transactions.commit(transaction, (batch) =>
    engine.sessions.putRetry(session, batch.view, { txnNumber: number, next: 0, reply: {}, committed: true }),
  );
  return {};
}

function abort({ engine, session, transaction, body }: Call): Doc {
  if (!session) throw new CommandError(72, 'abortTransaction needs a session');
  if (!transaction) throw unknownTransaction(session, longOf(body['txnNumber']));
  if (transaction.state === 'committed')
    throw new CommandError(256, `Transaction with { txnNumber: ${transaction.number.toString()} } has been committed.`);
  requireNotAborted(transaction);
  engine.transactions.abort(transaction);
  return {};
}

function endSessions(call: Call): Doc {
  for (const lsid of arrayField(call.body, call.name)) {
    if (!isDoc(lsid)) throw new CommandError(14, 'session ids must be objects');
    call.engine.sessions.end(lsid);
  }
  return {};
}

function serverStatus({ engine }: Call): Doc {
  const uptime = (Date.now() - engine.startedAt.getTime()) / 1000;
  const memory = process.memoryUsage();
  return {
    host: `${engine.address.host}:${engine.address.port}`,
    version: VERSION.text,
    process: 'embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime,
    localTime: new Date(),
    connections: { current: engine.connections.size, available: engine.limits.connections - engine.connections.size },
    mem: { resident: Math.round(memory.rss / 2 ** 20), virtual: 0 },
    metrics: { cursor: { open: { total: engine.cursors.size } } },
    transactions: { currentOpen: engine.transactions.open },
    logicalSessionRecordCache: { activeSessionsCount: engine.sessions.all.size },
    storageEngine: { name: 'lmdb', supportsCommittedReads: true, persistent: true },
    repl: { setName: SET_NAME, isWritablePrimary: true },
  };
}

const stamp = (time: Timestamp): Doc => ({ ts: time, t: Long.fromNumber(1) });

/** The failpoint command exists only where failpoints are on. */
function configureFailPoint({ engine, body }: Call): Doc {
  if (!engine.failPoints) throw new CommandError(59, "no such command: 'configureFailPoint'; failpoints are off here");
  return engine.failPoints.configure(body);
}

export const serverCommands: Commands = {
  hello: { run: hello, fields: HELLO_FIELDS },
  ping: { run: () => ({}), fields: [] },
  buildInfo: { run: buildInfo, fields: [] },
  setParameter: { run: setParameter, adminOnly: true, fields: ['transactionLifetimeLimitSeconds'] },
  getParameter: {
    run: getParameter,
    adminOnly: true,
    fields: Object.keys(parameters({ failPoints: undefined, limits: DEFAULT_LIMITS })).concat('allParameters'),
  },
  configureFailPoint: { run: configureFailPoint, adminOnly: true, fields: ['mode', 'data'] },
  commitTransaction: { run: commit, fields: ['recoveryToken'], inTransaction: true },
  abortTransaction: { run: abort, fields: ['recoveryToken'], inTransaction: true },
  endSessions: { run: endSessions, fields: [] },
  killSessions: { run: endSessions, fields: [] },
  killAllSessions: {
    run: ({ engine }) => {
      engine.sessions.killAll();
      return {};
    },
    fields: [],
  },
  refreshSessions: {
    run: (call) => {
      for (const lsid of arrayField(call.body, 'refreshSessions')) if (isDoc(lsid)) call.engine.sessions.get(lsid);
      return {};
    },
    fields: [],
  },
  serverStatus: { run: serverStatus, fields: ['repl', 'metrics', 'locks', 'latchAnalysis', 'mirroredReads'] },
  connectionStatus: {
    run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
    fields: ['showPrivileges'],
  },
  getCmdLineOpts: { adminOnly: true, run: () => ({ argv: ['embedded-mongo'], parsed: {} }), fields: [] },
  hostInfo: {
    run: () => ({
      system: { currentTime: new Date(), cpuArch: process.arch },
      os: { type: process.platform },
      extra: {},
    }),
    fields: [],
  },
  getLog: { adminOnly: true, run: () => ({ totalLinesWritten: 0, log: [] }), fields: [] },
  whatsmyuri: { run: ({ engine }) => ({ you: engine.address.host }), fields: [] },
  getDefaultRWConcern: {
    adminOnly: true,
    run: () => ({
      defaultReadConcern: { level: 'local' },
      defaultWriteConcern: { w: 1 },
      defaultWriteConcernSource: 'implicit',
      defaultReadConcernSource: 'implicit',
    }),
    fields: ['inMemory'],
  },
  replSetGetStatus: {
    adminOnly: true,
    run: ({ engine }) => ({
      set: SET_NAME,
      date: new Date(),
      myState: 1,
      term: Long.fromNumber(1),
      optimes: { lastCommittedOpTime: stamp(engine.store.clusterTime), appliedOpTime: stamp(engine.store.clusterTime) },
      members: [
        {
          _id: 0,
          name: `${engine.address.host}:${engine.address.port}`,
          health: 1,
          state: 1,
          stateStr: 'PRIMARY',
          self: true,
        },
      ],
    }),
    fields: [],
  },
  fsync: {
    adminOnly: true,
    run: async ({ engine, body }) => {
      if (body['lock'] === true) throw new CommandError(115, 'fsync with lock is not supported');
      await engine.store.flushed();
      return { numFiles: 1 };
    },
    fields: ['lock', 'fsyncLockAcquisitionTimeoutMillis'],
  },
};
