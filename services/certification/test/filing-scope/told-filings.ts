import { day, findDistrict, nameKey } from '@shanghai/kernel';
import type { PublishedEvent } from '@shanghai/platform/testing';
import type { AgencyType, FiledScope, FilingSpan, ScopeBody, ScopeItem } from '../../dist/filing-scope/filed-scope.js';

export const HUANGPU = findDistrict('310101')!.code;

/** Days in a state, both ends included. */
export function span(status: FilingSpan['status'], from: string, to: string | null): FilingSpan {
  return { status, from: day(from), to: to === null ? null : day(to) };
}

/** An item of a filing: by default a catalogue item at levels five to three, from the first day on. */
export function scopeItem(over: Partial<ScopeItem> = {}): ScopeItem {
  const fullName = over.fullName ?? '养老护理员';
  return {
    filedItemId: `filed-${over.itemId ?? over.mappingId ?? fullName}`,
    itemId: 'item-1',
    mappingId: null,
    fullName,
    nameKey: nameKey(fullName),
    levels: [5, 4, 3],
    from: null,
    to: null,
    notEvaluable: [],
    ...over,
  };
}

/** A filing as agencies tell it: by default of the Centre, in force from 10 March 2025 to 9 March 2028, expired after. */
export interface ToldFiling extends Pick<FiledScope, 'authority' | 'states' | 'termination' | 'type' | 'version'> {
  readonly filingId: string;
  readonly scope: readonly ScopeItem[];
}

export function toldFiling(over: Partial<ToldFiling> = {}): ToldFiling {
  return {
    filingId: 'filing-1',
    type: 'SOCIAL_ORGANISATION',
    authority: { body: 'CENTRE', district: null },
    states: [span('ACTIVE', '2025-03-10', '2028-03-09'), span('EXPIRED', '2028-03-10', null)],
    termination: null,
    scope: [scopeItem()],
    version: 1,
    ...over,
  };
}

export function toldBody(name: string, type: AgencyType = 'SOCIAL_ORGANISATION'): ScopeBody {
  return { name, type, registrationDistrict: HUANGPU, synthetic: true };
}

/** The event that tells of a filing that was made, with its agency. */
export function filingCreated(filing: ToldFiling, agencyId = 'agency-1'): PublishedEvent {
  return filingEvent('filing.created', filing, { agencyId, agency: toldBody(`示例机构${agencyId}`, filing.type) });
}

/** The event that tells of a filing that has changed. */
export function filingChanged(filing: ToldFiling, agencyId = 'agency-1'): PublishedEvent {
  return filingEvent('filing.changed', filing, { agencyId });
}

/** The event that tells of a part of the loaded agencies, one filing each. */
export function loaded(part: string, filings: readonly ToldFiling[]): PublishedEvent {
  const agencies = filings.map((filing) => {
    const agencyId = `agency-of-${filing.filingId}`;
    return { agencyId, ...toldBody(`示例机构${agencyId}`), filings: [{ ...payloadOf(filing), version: 0 }], sites: [] };
  });
  return { type: 'agencies.loaded', aggregate: `loaded-agencies/${part}`, payload: { part, agencies } };
}

/** What is known of a filing once it was told of. */
export function knownScope(over: Partial<ToldFiling> = {}): FiledScope {
  const { filingId: _id, scope: items, ...told } = toldFiling(over);
  return { _id, agencyId: 'agency-1', agency: toldBody('示例机构'), items, part: null, ...told };
}

function filingEvent(type: string, filing: ToldFiling, more: object): PublishedEvent {
  const { filingId, version } = filing;
  return { type, aggregate: `filing/${filingId}`, version, payload: { ...payloadOf(filing), ...more } };
}

function payloadOf({ filingId, authority, states, termination, type, scope }: ToldFiling) {
  return { filingId, authority, states, scope, facts: { type, termination } };
}
