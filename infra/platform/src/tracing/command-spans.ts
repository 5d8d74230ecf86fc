import { currentRequest } from '../http/request-scope.js';
import type { Span } from './span.js';

/** A command on its way to the store. */
export interface TracedCommand {
  /** Of this command and no other under way on the connection. */
  readonly requestId: number;
  readonly databaseName: string;
  readonly commandName: string;
  readonly command: Readonly<Record<string, unknown>>;
}

/** The spans of the commands of one connection. */
export interface CommandSpans {
  /** Begins a span under that of the request under way, if there is one. */
  begin(command: TracedCommand): void;
  end(requestId: number, hasFailed: boolean): void;
}

/** Makes the spans of commands: name, database and collection, never what is searched for or stored. */
export function createCommandSpans(): CommandSpans {
  const underWay = new Map<number, Span>();
  return {
    begin({ requestId, databaseName, commandName, command }) {
      const request = currentRequest()?.span;
      if (!request) return;
      const collection = collectionOf(commandName, command);
      const span = request.call(collection === undefined ? commandName : `${commandName} ${collection}`, {
        'db.system.name': 'mongodb',
        'db.namespace': databaseName,
        'db.operation.name': commandName,
        'db.collection.name': collection,
      });
      if (span) underWay.set(requestId, span);
    },
    end(requestId, hasFailed) {
      const span = underWay.get(requestId);
      if (!span) return;
      underWay.delete(requestId);
      span.end({ hasFailed });
    },
  };
}

/** It stands under the name of the command, but where that is the number of a cursor. */
function collectionOf(name: string, command: TracedCommand['command']): string | undefined {
  const collection = command[name === 'getMore' ? 'collection' : name];
  return typeof collection === 'string' ? collection : undefined;
}
