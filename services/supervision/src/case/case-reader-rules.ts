import type { ViolationCase } from './violation-case.js';

/** Who asks: a role, and what narrows it. */
export interface CaseReader {
  readonly role: string;
  readonly scopes: Readonly<Record<string, string>>;
}

type Readable = Pick<ViolationCase, 'registeredBy' | 'decisions' | 'proposals'>;

/** What stands in the place of what is told of a case, for who sees the case and does not handle it. */
export const MASKED_SUMMARY = '（情况说明可能涉及个人信息，仅承办单位可见）';

/**
 * Whether a caller handles a case that it sees, and so reads what is told of it (PR): the Centre and the Bureau, who registered it,
 * a district that has decided or proposed, and the districts of what the city registered. Others ask with a purpose.
 */
export function handlesCase({ role, scopes }: CaseReader, { registeredBy, decisions, proposals }: Readable): boolean {
  const own = scopes['district'] ?? null;
  return (byRole[role] ?? never)({ registeredBy, decisions, proposals }, { own, agency: scopes['agency'] ?? null });
}

type Handling = (one: Readable, by: { readonly own: string | null; readonly agency: string | null }) => boolean;

const always: Handling = () => true;
const never: Handling = () => false;

const byRole: Readonly<Record<string, Handling>> = {
  CENTRE: always,
  BUREAU: always,
  AGENCY: ({ registeredBy }, { agency }) => agency !== null && registeredBy.agencyId === agency,
  DISTRICT_BUREAU: ({ registeredBy, decisions, proposals }, { own }) =>
    own !== null &&
    ((registeredBy.district === null && registeredBy.agencyId === null) ||
      [
        registeredBy.district,
        ...decisions.map(({ by }) => by.district),
        ...proposals.map(({ district }) => district),
      ].includes(own)),
};
