import { maskName, maskPhone, maskResidentId, refusalsOf } from '@shanghai/kernel';
import { refusedOr } from '@shanghai/platform';
import type { Context } from '../context.js';
import type {
  HeldPostResolvers,
  InternalSupervisorResolvers,
  PostChangeResolvers,
  PostDescriptionResolvers,
  PrintedRosterResolvers,
  QueryResolvers,
  RosterActResultResolvers,
  RosterCheckResolvers,
  RosterReportResolvers,
  RosterResolvers,
  StaffMemberResolvers,
} from '../generated/resolvers.js';
import { rosterPage } from '../pages/roster-page.js';
import { dutyOf, posts } from '../post/post-table.js';
import { checkRosterRows } from '../roster/check-roster-rows.js';
import { repairOf } from '../roster/checked-roster.js';
import { holdingLabel, printSheet } from '../roster/print-roster.js';
import { heldOn } from '../roster/roster-facts.js';
import { postsUpTo } from '../roster/roster-on.js';
import { rosterFields } from '../roster/seal-line.js';
import { type ShownLine, checkShown, findShownRoster, shownLines } from '../roster/shown-roster.js';

export const PostDescription: PostDescriptionResolvers = {
  duty: dutyOf,
  operateLabel: ({ duties }) => duties?.OPERATE ?? null,
  reviewLabel: ({ duties }) => duties?.REVIEW ?? null,
};

export const Roster: RosterResolvers = {
  agencyId: ({ roster }) => roster._id,
  agency: async ({ roster }, _arguments, { loaders }) => loaders.agency.load(roster._id),
  version: ({ roster }) => roster.version,
  staff: ({ roster, asOf }, { includeRemoved }) => shownLines(roster.staff, asOf, includeRemoved),
  internalSupervisors: ({ roster, asOf }, { includeRemoved }) => shownLines(roster.supervisors, asOf, includeRemoved),
  check: async (shown, { as }, context) => checkShown(context, shown, as ?? null),
  printed: async ({ roster, asOf }, { sheet }, { loaders, sealer }) => {
    const agency = await loaders.agency.load(roster._id);
    return {
      ...printSheet(roster, { sheet, on: asOf, sealer }),
      ...{ sheet, on: asOf, agencyName: agency?.name ?? '', synthetic: agency?.synthetic ?? true },
    };
  },
};

export const PrintedRoster: PrintedRosterResolvers = {
  page: ({ sheet, on, agencyName, synthetic, ...printed }) => rosterPage({ sheet, on, agencyName, synthetic, printed }),
};

/** Masked wherever it is shown; who needs to see a field asks with a purpose (`unmaskRosterPerson`). */
const person = {
  id: ({ line }) => line.id,
  no: ({ line }) => line.no,
  name: ({ entry }, _arguments, { sealer }) => maskName(sealer.open(rosterFields.name, entry.name)),
  idNumber: ({ entry }, _arguments, { sealer }) => maskResidentId(sealer.open(rosterFields.idNumber, entry.idNumber)),
  phone: ({ entry }, _arguments, { sealer }) => maskPhone(sealer.open(rosterFields.phone, entry.phone)),
  employer: ({ entry }) => entry.employer,
  mark: ({ entry }) => entry.mark,
  filedOn: ({ entry }) => entry.filedOn,
  note: ({ entry }) => entry.note,
} satisfies Record<string, (shown: ShownLine, _arguments: object, context: Context) => unknown>;

export const StaffMember: StaffMemberResolvers = {
  ...person,
  department: ({ entry }) => entry.department,
  title: ({ entry }) => entry.title,
  contract: ({ entry }) => entry.contract,
  posts: ({ line, asOf }) => heldOn({ posts: postsUpTo(line, asOf) }, asOf),
  postHistory: ({ line, asOf }) => postsUpTo(line, asOf),
};

export const InternalSupervisor: InternalSupervisorResolvers = {
  ...person,
  qualification: ({ entry }) => entry.qualification,
  experience: ({ entry }) => entry.experience,
  hasForm: ({ entry }) => entry.hasForm,
};

export const HeldPost: HeldPostResolvers = { label: holdingLabel };

export const PostChange: PostChangeResolvers = { label: holdingLabel };

export const RosterCheck: RosterCheckResolvers = {
  on: ({ asked }) => asked.on,
  type: ({ asked }) => asked.type,
  isLawful: ({ findings }) => refusalsOf(findings).length === 0,
  findings: ({ findings }, { verdict }) =>
    verdict == null ? findings : findings.filter((one) => verdict.includes(one.verdict)),
  repair: repairOf,
};

export const RosterReport: RosterReportResolvers = { isTakeable: ({ after }) => after !== null };

export const RosterActResult: RosterActResultResolvers = refusedOr('RosterActDone');

export const rosterQueries: QueryResolvers = {
  posts: () => posts,
  roster: async (_parent, { agencyId, asOf }, context) => findShownRoster(context, agencyId, asOf ?? context.today),
  checkRosterRows: async (_parent, asked, context) => checkRosterRows(context, asked),
};
