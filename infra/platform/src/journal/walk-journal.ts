import type { Connection } from 'mongoose';
import { type AnchoredHead, streamHeads } from './anchor-store.js';
import type { JournalRow } from './journal-row.js';
import { streamRows } from './journal-store.js';

/** All that the journal has of one aggregate; either may be empty. */
export interface Chain {
  readonly aggregate: string;
  readonly rows: readonly JournalRow[];
  readonly heads: readonly AnchoredHead[];
}

/** The chains of a journal, one aggregate after the other, each beside what was anchored of it. */
export async function* walkJournal(connection: Connection): AsyncGenerator<Chain> {
  const rows = groups(streamRows(connection));
  const heads = groups(streamHeads(connection));
  let [row, head] = [await rows.next(), await heads.next()];
  while (!row.done || !head.done) {
    const order = row.done ? 1 : head.done ? -1 : compare(row.value.aggregate, head.value.aggregate);
    const aggregate = (order <= 0 ? row.value! : head.value!).aggregate;
    yield {
      aggregate,
      rows: order <= 0 ? row.value!.members : [],
      heads: order >= 0 ? head.value!.members : [],
    };
    if (order <= 0) row = await rows.next();
    if (order >= 0) head = await heads.next();
  }
}

interface Group<Member> {
  readonly aggregate: string;
  readonly members: readonly Member[];
}

/** What comes one after the other of one aggregate, together. */
async function* groups<Member extends { readonly aggregate: string }>(
  stream: AsyncIterable<Member>,
): AsyncGenerator<Group<Member>, undefined> {
  let members: Member[] = [];
  for await (const member of stream) {
    const [first] = members;
    if (first && first.aggregate !== member.aggregate) {
      yield { aggregate: first.aggregate, members };
      members = [];
    }
    members.push(member);
  }
  if (members[0]) yield { aggregate: members[0].aggregate, members };
}

/** In the order of the store, which compares bytes. */
function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
