import { Timestamp } from 'bson';
import { type Doc, isDoc, toNumber, typeName } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { stringField } from '../read/options.js';
import type { Command } from './command.js';
import type { Engine } from './engine.js';

/** Read and write concerns, as a replica set of one member can meet them. */

const READ_CONCERNS = new Set(['local', 'majority', 'linearizable', 'available', 'snapshot']);

/** @throws CommandError for a read or write concern that makes no sense, or not here */
export function requireConcerns(body: Doc, command: Command, inTransaction: boolean): void {
  const read = body['readConcern'];
  if (read !== undefined) {
    if (!isDoc(read))
      throw new CommandError(
        14,
        `BSON field 'readConcern' is the wrong type '${typeName(read)}', expected type 'object'`,
      );
    const level = read['level'] === undefined ? undefined : stringField(read, 'level');
    if (level !== undefined && !READ_CONCERNS.has(level))
      throw new CommandError(9, `Enumeration value '${level}' for field 'readConcern.level' is not a valid value.`);
    if (inTransaction && body['startTransaction'] !== true)
      throw new CommandError(72, 'Only the first command in a transaction may specify a readConcern');
    if (inTransaction && (level === 'linearizable' || level === 'available'))
      throw new CommandError(
        72,
        "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
      );
    if (!inTransaction && level === 'snapshot') throw refused('snapshot reads outside transactions');
    const after = read['afterClusterTime'];
    if (after !== undefined && !(after instanceof Timestamp))
      throw new CommandError(14, "BSON field 'readConcern.afterClusterTime' is the wrong type");
  }
  const write = body['writeConcern'];
  if (write === undefined) return;
  if (!isDoc(write))
    throw new CommandError(
      14,
      `BSON field 'writeConcern' is the wrong type '${typeName(write)}', expected type 'object'`,
    );
  if (inTransaction && command.writes === true)
    throw new CommandError(72, 'writeConcern is not allowed within a multi-statement transaction');
  if (typeof write['w'] === 'number' && (write['w'] < 0 || write['w'] > 50))
    throw new CommandError(9, 'w has to be a non-negative number and not greater than 50');
}

/** Waits for the disk where that was asked for; answers with what one member alone cannot do. */
export async function applyWriteConcern(engine: Engine, body: Doc): Promise<Doc | undefined> {
  const concern = isDoc(body['writeConcern']) ? body['writeConcern'] : {};
  const { w, j } = concern;
  if (j === true || w === 'majority') await engine.store.flushed();
  if (typeof w === 'string' && w !== 'majority')
    return {
      code: 79,
      codeName: 'UnknownReplWriteConcern',
      errmsg: `No write concern mode named '${w}' found in replica set configuration`,
      errInfo: { writeConcern: concern },
    };
  if (toNumber(w) > 1)
    return {
      code: 100,
      codeName: 'UnsatisfiableWriteConcern',
      errmsg: 'Not enough data-bearing nodes',
      errInfo: { writeConcern: concern },
    };
  return undefined;
}
