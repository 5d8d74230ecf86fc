import type { BureauInboxResolvers, DeadlineResolvers } from '../generated/resolvers.js';
import { workingDaysLeft } from '@shanghai/kernel';
import { countByKind } from '../inbox/count-deadlines.js';
import { listHintedFilings, listWaitingFilings } from '../filing/list-filings.js';
import { listWaiting } from '../inbox/bureau-inbox.js';
import { listWaitingSites } from '../site/list-sites.js';

const FEW_DEADLINES = 20;

export const BureauInbox: BureauInboxResolvers = {
  waiting: async (inbox, page, context) => listWaiting(context, inbox, page),
  filings: async ({ asOf }, page, context) => listWaitingFilings(context, asOf, page),
  hintedFilings: async ({ asOf }, page, context) => listHintedFilings(context, asOf, page),
  sites: async (_inbox, page, context) => listWaitingSites(context, page),
  deadlineCounts: async ({ due }) => countByKind(await due()),
  deadlines: async ({ due }, { kind: kinds, first }) =>
    (await due()).filter(({ kind }) => kinds?.includes(kind) ?? true).slice(0, first ?? FEW_DEADLINES),
};

export const Deadline: DeadlineResolvers = {
  filing: ({ filing }) => filing ?? null,
  application: ({ application }) => application ?? null,
  workingDaysLeft: ({ on }, { asOf }, { today }) => workingDaysLeft(on, asOf ?? today),
};
