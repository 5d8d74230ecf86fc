import { Long } from 'bson';
import { type Doc, toNumber } from '../bson/value.js';
import { badValue, CommandError, refused } from '../errors.js';
import { stringField } from '../read/options.js';
import type { Commands } from '../server/command.js';
import type { Call } from '../server/engine.js';

/** What administrators and their tools ask a server about itself. */

/** The profiler is off and stays off: -1 asks for its level, 0 sets what is set already. */
function profile({ body }: Call): Doc {
  const level = toNumber(body['profile']);
  if (![-1, 0, 1, 2].includes(level)) throw badValue('Profiling level must be -1, 0, 1 or 2');
  if (level > 0) throw refused('the database profiler');
  return { was: 0, slowms: 100, sampleRate: 1, note: 'the profiler is not available here' };
}

function dataSize(call: Call): Doc {
  const ns = stringField(call.body, 'dataSize');
  const collection = call.engine.store.catalog.collections.get(ns);
  return {
    size: Long.fromNumber(collection?.bytes ?? 0),
    numObjects: Long.fromNumber(collection?.count ?? 0),
    millis: 0,
    estimate: true,
  };
}

function currentOp({ engine }: Call): Doc {
  return { inprog: operations(engine) };
}

/** The commands that are being answered, as `currentOp` and `$currentOp` show them. */
export function operations(engine: Call['engine']): Doc[] {
  return [...engine.operations].map(({ name, db, body, connection }) => ({
    type: 'op',
    active: true,
    connectionId: connection.id,
    op: 'command',
    ns: `${db}.${typeof body[name] === 'string' ? body[name] : '$cmd'}`,
    command: { [name]: body[name] },
  }));
}

function replicaSetConfig({ engine }: Call): Doc {
  const host = `${engine.address.host}:${engine.address.port}`;
  return {
    config: {
      _id: 'embedded',
      version: 1,
      term: 1,
      members: [{ _id: 0, host, arbiterOnly: false, hidden: false, priority: 1, votes: 1 }],
      settings: {},
    },
  };
}

function compatibility({ body }: Call): Doc {
  if (stringField(body, 'setFeatureCompatibilityVersion') !== '8.0')
    throw new CommandError(2, "Invalid feature compatibility version value; the only one here is '8.0'");
  return {};
}

export const diagnosticCommands: Commands = {
  profile: { run: profile, fields: ['slowms', 'sampleRate', 'filter'] },
  dataSize: { run: dataSize, fields: ['keyPattern', 'min', 'max', 'estimate'] },
  currentOp: { run: currentOp, adminOnly: true, fields: ['$ownOps', '$all'] },
  replSetGetConfig: { run: replicaSetConfig, adminOnly: true, fields: [] },
  setFeatureCompatibilityVersion: { run: compatibility, adminOnly: true, fields: ['confirm'], writes: true },
};
