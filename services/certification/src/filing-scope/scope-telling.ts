import type { FiledScope, ScopeBody } from './filed-scope.js';

/** A filing as agencies tell it. `states` and `scope` are absent from what was told before they were. */
interface ToldFiling extends Pick<FiledScope, 'authority'> {
  readonly filingId: string;
  readonly facts?: { readonly type: FiledScope['type']; readonly termination: FiledScope['termination'] };
  readonly states?: FiledScope['states'];
  readonly scope?: FiledScope['items'];
}

/** `agencies.loaded`: agencies that no act has made, a part at a time. */
interface Loaded {
  readonly part: string;
  readonly agencies: readonly (ScopeBody & {
    readonly agencyId: string;
    readonly filings: readonly (ToldFiling & { readonly version: number })[];
  })[];
}

/** `filing.created` and `filing.changed`; of the agency only the first tells. */
interface FilingTold extends ToldFiling {
  readonly agencyId: string;
  readonly agency?: ScopeBody;
}

/** An event, as far as it tells of filings. */
export interface ToldEvent {
  readonly type: string;
  readonly payload: string;
  readonly version: number;
}

/** A filing as an event tells of it. The body is null where the event says nothing of it. */
export type ScopeTold = Omit<FiledScope, 'part'>;

/** What an event tells of filings. */
export interface ScopeTelling {
  /** The part of a load that is told as a whole: what was in it and is not named is gone. Null for acts. */
  readonly part: string | null;
  readonly scopes: readonly ScopeTold[];
}

/** What an event tells of filings; null where it tells of none, or of none that can be judged by. */
export function scopeTelling({ type, payload, version }: ToldEvent): ScopeTelling | null {
  if (type === 'agencies.loaded') return loadedTelling(JSON.parse(payload) as Loaded);
  if (type !== 'filing.created' && type !== 'filing.changed') return null;
  const told = JSON.parse(payload) as FilingTold;
  const scopes = scopeOf(told, { agencyId: told.agencyId, agency: told.agency ?? null, version });
  return scopes.length === 0 ? null : { part: null, scopes };
}

/** A filing after it was told of: what is older than what is known changes nothing but the part it belongs to. */
export function toldScope(known: FiledScope | null, told: ScopeTold, part: string | null): FiledScope {
  if (known && known.version > told.version) return { ...known, part: part ?? known.part };
  return { ...told, agency: told.agency ?? known?.agency ?? null, part: part ?? known?.part ?? null };
}

function loadedTelling({ part, agencies }: Loaded): ScopeTelling {
  const scopes = agencies.flatMap(({ agencyId, filings, ...body }) =>
    filings.flatMap(({ version, ...filing }) => scopeOf(filing, { agencyId, agency: body, version })),
  );
  return { part, scopes };
}

function scopeOf(
  { filingId: _id, authority, facts, states, scope: items }: ToldFiling,
  { agency, ...of }: Pick<FiledScope, 'agencyId' | 'agency' | 'version'>,
): readonly ScopeTold[] {
  // Of a filing that was told of before its scope was, nothing can be judged: it is told of again when it changes.
  if (!facts || !states || !items) return [];
  const { type, termination } = facts;
  return [
    {
      ...{ _id, ...of, agency: agency && bodyOf(agency), type, authority, states, items },
      termination: termination && { kind: termination.kind, effectiveOn: termination.effectiveOn },
    },
  ];
}

function bodyOf({ name, type, registrationDistrict, synthetic }: ScopeBody): ScopeBody {
  return { name, type, registrationDistrict, synthetic };
}
