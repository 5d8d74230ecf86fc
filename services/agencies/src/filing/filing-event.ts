import type { Day } from '@shanghai/kernel';
import type { JournalEvent } from '@shanghai/platform';
import { toldEvaluations, toldScope } from '../telling/told-agency.js';
import { itemsOn } from './filed-scope.js';
import type { FilingAct } from './filing-machine.js';
import { stateOn } from './filing-state-rules.js';
import { renewalOn } from './filing-step-rules.js';
import type { HeldFiling } from './perform-on-filing.js';

/**
 * What others are told of a filing that has changed: its facts, its state and its scope on the day and on every other, and never
 * who a person is.
 */
export function changedEvent(act: FilingAct, { filing, items }: HeldFiling, on: Day): JournalEvent {
  const { _id: filingId, agencyId, authority, facts, standing } = filing;
  return {
    type: 'filing.changed',
    payload: {
      filingId,
      agencyId,
      authority,
      act,
      status: stateOn(facts, on)?.status ?? null,
      renewal: renewalOn(facts, on),
      facts,
      standing,
      ...toldScope(facts, items),
      expiryEvaluations: toldEvaluations(filing),
      items: itemsOn(items, on).map(({ _id: filedItemId, itemId, mappingId, levels }) => ({
        filedItemId,
        itemId,
        mappingId,
        levels,
      })),
    },
  };
}
