import { type Acting, type OnAggregate, rowsOf } from '@shanghai/platform';
import { type RecordKind, type RecordOutcome, type RecordVerb, performOnRecord } from '../record/perform-on-record.js';
import type { MaterialRecord } from './material-record.js';
import { retentionChanged } from './retention-event.js';
import { type MaterialAct, materialSteps } from './retention-machine.js';
import { materialRecords } from './retention-store.js';

/** A material as an act left its record, or every reason why it was refused. */
export type MaterialOutcome = RecordOutcome<MaterialRecord>;

const materials: RecordKind<MaterialRecord, MaterialAct> = {
  kind: 'material',
  steps: materialSteps,
  find: async ({ store, caller }, id, session) =>
    materialRecords.find(store, id, rowsOf(caller, { agency: 'agencyId' }), session),
  save: materialRecords.save,
  tell: retentionChanged,
};

/** Does something to a material. */
export async function performOnMaterial(
  acting: Acting,
  on: OnAggregate,
  verb: RecordVerb<MaterialRecord, MaterialAct, null>,
): Promise<MaterialOutcome> {
  return performOnRecord(materials, acting, on, verb);
}
