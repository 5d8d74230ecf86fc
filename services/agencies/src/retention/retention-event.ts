import type { JournalEvent } from '@shanghai/platform';
import type { MaterialRecord } from './material-record.js';
import type { MaterialAct } from './retention-machine.js';

/** What others are told of a material: until when it has to be kept, and whether it still is; never of what it is. */
export function retentionChanged(act: MaterialAct, material: MaterialRecord): JournalEvent {
  const { _id: materialId, agencyId, status, medium, eventOn, retainUntil } = material;
  return { type: 'retention.changed', payload: { materialId, agencyId, act, status, medium, eventOn, retainUntil } };
}
