import type { Doc } from '../bson/value.js';
import type { Call } from './engine.js';

/** One command: a row of the registry. */
export interface Command {
  readonly run: (call: Call) => Doc | Promise<Doc>;
  /** Fields it takes beside those that every command takes; another field is error 40415. */
  readonly fields: readonly string[];
  /** Takes any field: it is refused anyway. */
  readonly anyField?: boolean;
  readonly adminOnly?: boolean;
  readonly inTransaction?: boolean;
  /** Takes a write concern and waits for the disk when that asks for it. */
  readonly writes?: boolean;
  readonly retryable?: boolean;
}

export type Commands = Readonly<Record<string, Command>>;

/** Fields that drivers may send with any command. */
export const COMMON_FIELDS: ReadonlySet<string> = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  '$audit',
  '$client',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]);

/** Source: MongoDB manual, "Stable API", commands of API Version 1. */
export const STABLE_COMMANDS: ReadonlySet<string> = new Set(
  (
    'abortTransaction aggregate authenticate bulkWrite collMod commitTransaction count create createIndexes delete drop ' +
    'dropDatabase dropIndexes endSessions explain find findAndModify getMore hello insert killCursors listCollections ' +
    'listDatabases listIndexes ping refreshSessions update'
  ).split(' '),
);
