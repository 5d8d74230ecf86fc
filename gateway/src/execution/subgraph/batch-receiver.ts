import { memberAnswer } from '@shanghai/platform';
import { callFault } from './call.js';
import type { Receiver } from './http-call.js';
import { endMember, type Member } from './batch-calls.js';
import { readLine } from './reply.js';

const LINE_BREAK = 10;
/** What a subgraph says that does not know batches: the path, the type, or what it was sent. */
const NOT_TAKEN: ReadonlySet<number> = new Set([400, 404, 405, 415]);

/** Gives each member its line of an answer as it arrives, and empties the list at the end. What is left then has got none. */
export function batchReceiver(members: Member[], maxBytes: number, onRefused: () => void): Receiver<undefined> {
  let parts: Buffer[] = [];
  let bytes = 0;

  function keep(part: Buffer): void {
    parts.push(part);
    bytes += part.length;
    if (bytes > maxBytes) throw callFault(`an answer of more than ${maxBytes} bytes`);
  }

  function take(): void {
    const line = (parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString();
    parts = [];
    bytes = 0;
    const read = memberAnswer.safeParse(jsonOf(line));
    const member = read.success ? members[read.data.at] : undefined;
    if (!read.success || !member) throw callFault('a line that is no answer');
    const { status, answer, store } = read.data;
    endMember(member, ({ resolve, reject }) => {
      try {
        resolve(readLine(status, answer, store, () => memberAnswer.parse(jsonOf(line)).answer));
      } catch (error) {
        reject(error as Error);
      }
    });
  }

  return {
    onHead(status) {
      if (status === 200) return;
      if (NOT_TAKEN.has(status)) onRefused();
      throw callFault(`status ${status} for a batch`, NOT_TAKEN.has(status) || status > 500);
    },
    onData(part) {
      let from = 0;
      for (let at = part.indexOf(LINE_BREAK); at >= 0; at = part.indexOf(LINE_BREAK, from)) {
        keep(part.subarray(from, at));
        take();
        from = at + 1;
      }
      if (from < part.length) keep(part.subarray(from));
    },
    onEnd() {
      if (members.some(({ waiting }) => waiting)) throw callFault('the answers of a batch have ended');
      members.length = 0;
      return undefined;
    },
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
