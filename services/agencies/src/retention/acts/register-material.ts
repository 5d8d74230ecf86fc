import { dayAt, stableId } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { scopeOf } from '../../application/scope-of.js';
import type { MaterialDetails } from '../material-record.js';
import { type MaterialOutcome, performOnMaterial } from '../perform-on-material.js';
import { judgeMaterial, retainUntil } from '../retention-rules.js';

/** 登记材料: from then on it is known until when it has to be kept (RET-001). */
export async function registerMaterial(
  acting: Acting,
  { details, idempotencyKey }: { readonly details: MaterialDetails; readonly idempotencyKey: string },
): Promise<MaterialOutcome> {
  const agencyId = scopeOf(acting.caller, 'agency');
  const id = stableId('material', agencyId, idempotencyKey);
  return performOnMaterial(
    acting,
    { id, version: 0, idempotencyKey },
    {
      act: 'registerMaterial',
      payload: details,
      blank: {
        ...{ _id: id, status: 'KEPT', agencyId, ...details },
        ...{ retainUntil: retainUntil(details.medium, details.eventOn), disposedOn: null, disposalMethod: null },
      },
      judge: () => judgeMaterial(details, dayAt(acting.now)),
      next: () => ({}),
    },
  );
}
