import type { Command } from '../server/command.js';
import { aggregateCommands } from './aggregate.js';
import { bulkWriteCommands } from './bulk-write.js';
import { catalogCommands } from './catalog.js';
import { diagnosticCommands } from './diagnostics.js';
import { indexCommands } from './indexes.js';
import { readCommands } from './read.js';
import { refusedCommands } from './refused.js';
import { serverCommands } from './server.js';
import { statsCommands } from './stats.js';
import { writeCommands } from './write.js';
import { table } from '../table.js';

/** Every command by its name. */
export const COMMANDS = table<Command>({
  ...serverCommands,
  ...catalogCommands,
  ...indexCommands,
  ...statsCommands,
  ...diagnosticCommands,
  ...readCommands,
  ...writeCommands,
  ...bulkWriteCommands,
  ...aggregateCommands,
  ...refusedCommands,
});
