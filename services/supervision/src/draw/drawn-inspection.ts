import { type Consequence, consequence } from '@shanghai/platform';
import { stableId } from '@shanghai/kernel';
import type { Connection } from 'mongoose';
import { blankInspection, subjectNamed } from '../inspection/blank-inspection.js';
import { inspectionGrounds } from '../inspection/inspection-ground-rules.js';
import { type InspectionAct, inspectionTransitionOf } from '../inspection/inspection-machine.js';
import { findInspectionsById, saveInspection } from '../inspection/inspection-store.js';
import type { Inspection, Inspector } from '../inspection/inspection.js';
import { inspectionAfter, inspectionChanged } from '../inspection/perform-on-inspection.js';
import { inspectionOf } from '../inspection/stored-inspection.js';
import type { StoredSubject } from '../subject/subject.js';
import type { Pick, PoolEntry, Replacement } from './draw-record.js';
import type { RandomDraw } from './random-draw.js';
import { teamAfter } from './redraw-inspector.js';

/** The inspection of a subject that was drawn: planned and drawn at once, as a consequence of the draw. */
export function drawnInspections(
  store: Connection,
  draw: RandomDraw,
  { subjects, now }: { readonly subjects: ReadonlyMap<string, StoredSubject>; readonly now: Date },
): readonly Consequence[] {
  return draw.picks.flatMap((pick) => {
    const entry = draw.basis.pool.find(({ entryId }) => entryId === pick.entryId)!;
    const planned = plannedOf(draw, entry, { known: subjects.get(entry.agencyId) ?? null, now });
    const drawn = inspectionAfter('drawInspection', planned, { drawId: draw._id, team: teamOf(draw, pick) }, now);
    return [
      step(store, 'planInspection', { before: null, after: planned }),
      step(store, 'drawInspection', { before: planned, after: drawn }),
    ];
  });
}

/** Of a draw, what teams follow from. */
interface Teamed {
  readonly inspectors: RandomDraw['inspectors'];
  readonly replacements?: readonly Replacement[];
}

/** The team of a pick, after those who were replaced: the first leads. */
export function teamOf({ inspectors, replacements }: Teamed, pick: Pick): readonly Inspector[] {
  return teamAfter(pick, replacements).map((no, at) => {
    const { inspectorNo, department, relatedTo } = inspectors.find(({ inspectorNo: one }) => one === no)!;
    return { inspectorNo, department, relatedTo, isLead: at === 0 };
  });
}

function plannedOf(
  { _id, plan, lead }: RandomDraw,
  { entryId, agencyId, siteId, name }: PoolEntry,
  { known, now }: { readonly known: StoredSubject | null; readonly now: Date },
): Inspection {
  const named = { kind: 'AGENCY', agencyId, siteId, name, district: null } as const;
  const subject = { ...subjectNamed(named, known, plan.plannedOn), name };
  const methods = [{ kind: 'DOUBLE_RANDOM', text: null }] as const;
  return blankInspection(inspectionIdOf(_id, entryId), { ...plan, methods, subject }, { lead, known, now });
}

/** That the team of an inspection is another, as a consequence of what was found of one of it. */
export function replacedTeam(
  store: Connection,
  draw: RandomDraw,
  { entryId, inspection }: { readonly entryId: string; readonly inspection: Inspection },
): Consequence {
  const team = teamOf(
    draw,
    draw.picks.find((one) => one.entryId === entryId)!,
  );
  const after = { ...inspection, team };
  return step(store, 'replaceDrawnInspector', { before: inspection, after });
}

/** The inspection that a draw has made of a subject. */
export function inspectionIdOf(drawId: string, entryId: string): string {
  return stableId('inspection', drawId, entryId);
}

function step(
  store: Connection,
  act: InspectionAct,
  { before, after }: { readonly before: Inspection | null; readonly after: Inspection },
): Consequence {
  return consequence<Inspection>({
    aggregate: `inspection/${after._id}`,
    name: act,
    load: async (session) => {
      const [stored] = await findInspectionsById(store, [after._id], {}, session);
      return stored ? { state: inspectionOf(stored), version: stored.version } : null;
    },
    next: () => after,
    save: async (state, version, session) => saveInspection(store, state, version, session),
    grounds: inspectionGrounds[act],
    rules: inspectionTransitionOf(act).guards,
    event: inspectionChanged(act, before, after),
  });
}
