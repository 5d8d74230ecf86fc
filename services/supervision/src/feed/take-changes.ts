import { dayAt } from '@shanghai/kernel';
import type { Consumer, StoredEvent } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { unknownSubject } from '../subject/subject-rules.js';
import { type SubjectTelling, subjectTelling } from '../subject/subject-telling.js';
import type { Subject } from '../subject/subject.js';
import { type KnownAgency, type Told, changeOf, changeTypes, loadedChange } from './change-rules.js';
import { findGone, findKnown, insertChanges, saveKnown } from './change-store.js';
import { placeOf } from './change-place.js';
import type { ToldChange } from './change.js';

/** The name of the consumer that keeps the changes. */
export const CHANGES_CONSUMER = 'changes';

/**
 * Keeps what events have changed, for the districts that it concerned at their position: what is told rests on the events so
 * far and on nothing else, so that told anew it is the same.
 */
export function takeChanges(store: Connection): Consumer {
  return {
    name: CHANGES_CONSUMER,
    async take(event, session) {
      const telling = subjectTelling(event);
      if (!telling && !changeTypes.includes(event.type)) return;
      const told = JSON.parse(event.payload) as Told;
      const known = await learn(store, telling ?? tellingNothing(told), session);
      const changes = event.type === 'agencies.loaded' ? loaded(known, event) : acted(known, event, told);
      const on = dayAt(event.at);
      const placed = changes.map((change, no) => ({ ...change, _id: placeOf(event._id, no), at: event.at, on }));
      await insertChanges(store, placed, session);
    },
  };
}

/** An event that names an agency and tells nothing of it that supervision turns on. */
function tellingNothing({ agencyId }: Told): SubjectTelling {
  return { agencyIds: typeof agencyId === 'string' ? [agencyId] : [], part: null, after: (subject) => subject };
}

/** What was known of the agencies of an event and what is now, in the order in which they were told. */
async function learn(store: Connection, telling: SubjectTelling, session: ClientSession): Promise<KnownAgency[]> {
  const { agencyIds, part, after } = telling;
  const found = new Map((await findKnown(store, agencyIds, session)).map((one) => [one._id, one]));
  const known = agencyIds.map((id) => {
    const before = found.get(id) ?? null;
    return { before, after: after(before ?? unknownSubject(id)) };
  });
  const gone = part === null ? [] : await findGone(store, part, agencyIds, session);
  const changed = known.filter((one) => one.before !== one.after).map((one) => one.after);
  const saved = changed.filter(({ body, filings, sites }) => body || filings.length > 0 || sites.length > 0);
  await saveKnown(store, saved, idsOf(gone), session);
  return [...known, ...gone.map((before) => ({ before, after: null }))];
}

function idsOf(subjects: readonly Subject[]): readonly string[] {
  return subjects.map(({ _id }) => _id);
}

function loaded(known: readonly KnownAgency[], { at }: StoredEvent): readonly ToldChange[] {
  return known.flatMap((agency) => loadedChange(agency, dayAt(at)) ?? []);
}

function acted([agency]: readonly KnownAgency[], { type, act, at }: StoredEvent, told: Told): readonly ToldChange[] {
  const change = changeOf(type, told, act ?? null, agency ?? { before: null, after: null }, dayAt(at));
  return change ? [change] : [];
}
