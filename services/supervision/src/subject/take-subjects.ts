import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { deleteGone, saveSubjects } from './keep-subjects-store.js';
import { unknownSubject } from './subject-rules.js';
import { findSubjectsById, subjectOf } from './subject-store.js';
import { SUBJECTS_CONSUMER } from './subject-standing.js';
import { subjectTelling } from './subject-telling.js';

/** Keeps at hand who is filed as what by whom, and where: what supervision turns on. */
export function takeSubjects(store: Connection): Consumer {
  return {
    name: SUBJECTS_CONSUMER,
    async take(event, session) {
      const telling = subjectTelling(event);
      if (!telling) return;
      const { agencyIds, part, after } = telling;
      const known = new Map((await findSubjectsById(store, agencyIds, {}, session)).map((one) => [one._id, one]));
      const told = agencyIds.map((id) => {
        const found = known.get(id);
        return after(found ? subjectOf(found) : unknownSubject(id));
      });
      await saveSubjects(store, told, session);
      if (part !== null) await deleteGone(store, part, agencyIds, session);
    },
  };
}
