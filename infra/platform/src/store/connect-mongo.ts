import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent } from 'mongodb';
import mongoose, { type Connection } from 'mongoose';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import { measureCommand } from '../metrics/measures.js';
import { StartupError } from '../startup.js';
import { createCommandSpans } from '../tracing/command-spans.js';
import { countCommand } from './command-count.js';

/** A command as it went to the server, so that a test can `explain` it. */
export interface ObservedCommand {
  readonly name: string;
  readonly command: Readonly<Record<string, unknown>>;
}

export interface MongoOptions {
  readonly uri: string;
  readonly database: string;
  readonly log: Logger;
  /** Sees every command that reads or writes documents. */
  readonly onCommand?: ((command: ObservedCommand) => void) | undefined;
}

const SERVER_SELECTION_TIMEOUT_MS = 3_000;

/**
 * A connection to one database. Collections and indexes are made by whoever owns them, never by mongoose. A filter on a field
 * that the schema does not have is an error, and operators inside a filter's fields must be marked with mongoose's `trusted`:
 * `{ code: trusted({ $in: codes }) }`.
 * @throws StartupError that names the host, without credentials, when no server answers within three seconds
 */
export async function connectMongo({ uri, database, log, onCommand }: MongoOptions): Promise<Connection> {
  const hosts = mongoHosts(uri);
  // Of the process, because mongoose reads the first of them nowhere else.
  mongoose.set({ strictQuery: 'throw', sanitizeFilter: true });
  const connection = mongoose.createConnection(uri, {
    dbName: database,
    autoIndex: false,
    autoCreate: false,
    monitorCommands: true,
    serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS,
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw new StartupError(`cannot reach MongoDB at ${hosts} (MONGODB_URI): ${reasonOf(error)}`, { cause: error });
  }
  connection.on('error', (error: Error) =>
    log.error({ event: LogEvent.STORE_FAULT, database, reason: error.name }, 'the store reports an error'),
  );
  const client = connection.getClient();
  const spans = createCommandSpans();
  client.on('commandStarted', (event: CommandStartedEvent) => {
    const { commandName: name, command } = event;
    spans.begin(event);
    if (countCommand(name)) onCommand?.({ name, command });
  });
  client.on('commandSucceeded', ({ commandName, duration, requestId }: CommandSucceededEvent) => {
    spans.end(requestId, false);
    measureCommand(commandName, 'succeeded', duration);
  });
  client.on('commandFailed', ({ commandName, duration, requestId }: CommandFailedEvent) => {
    spans.end(requestId, true);
    measureCommand(commandName, 'failed', duration);
  });
  return connection;
}

function mongoHosts(uri: string): string {
  const scheme = /^mongodb(\+srv)?:\/\//.exec(uri)?.[0];
  if (scheme === undefined)
    throw new StartupError('MONGODB_URI is not a MongoDB connection string: mongodb://host:port/');
  // From the last @ on, so that a password with unescaped characters is not printed either.
  const authority = uri.slice(Math.max(uri.lastIndexOf('@') + 1, scheme.length));
  return authority.replace(/[/?].*$/s, '');
}

/** These two say what happened without repeating the connection string. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const isQuotable = /^Mongo(ose)?Server(Selection)?Error$/.test(error.name);
  return isQuotable ? error.message.replaceAll(/\s+/g, ' ') : error.name;
}
