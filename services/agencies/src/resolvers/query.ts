import { rosterQueries } from './roster.js';
import { levelNumber } from '@shanghai/kernel';
import { listImports } from '@shanghai/platform';
import { checkApplication } from '../application/check-application.js';
import { listApplications } from '../application/list-applications.js';
import { findPublicNotice, listPublicNotices } from '../application/public-notices.js';
import { ruleOnDays } from '../application/rule-on-days.js';
import { findAgency } from '../agency/find-agency.js';
import { listAgencies } from '../agency/list-agencies.js';
import { findFilingByReceipt } from '../filing/filing-store.js';
import { openInbox } from '../inbox/bureau-inbox.js';
import { mayAssess } from '../item/may-assess.js';
import { findRegisterRow, listRegister } from '../public-register/list-register.js';
import { findRounds } from '../round/round-store.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { retentionQueries } from './material-record.js';
import { bankQueries } from './question-bank.js';
import { commitmentQueries } from './signed-document.js';
import { planQueries } from './evaluation-plan.js';
import { registerQueries } from './registered-person.js';
import { formOf } from './application-form-input.js';

export const Query: QueryResolvers = {
  agency: async (_parent, key, context) => findAgency(context, key),
  agencies: async (_parent, { first, after, asOf, ...filter }, context) =>
    listAgencies(context, { ...filter, asOf: asOf ?? context.today }, { first, after }),
  filing: async (_parent, { id }, { loaders }) => loaders.filing.load(id),
  filingByReceipt: async (_parent, { receiptNo }, { store }) => findFilingByReceipt(store, receiptNo),
  assessmentSite: async (_parent, { id }, { loaders }) => loaders.site.load(id),
  register: async (_parent, { first, after, asOf, ...filter }, context) =>
    listRegister(context, { ...filter, asOf: asOf ?? context.today }, { first, after }),
  registerEntry: async (_parent, { filingId, asOf }, context) =>
    findRegisterRow(context, filingId, asOf ?? context.today),
  selectionRounds: async (_parent, _arguments, { store }) => (await findRounds(store)).toReversed(),
  agencyApplication: async (_parent, { id }, { loaders }) => loaders.application.load(id),
  agencyApplications: async (_parent, { first, after, status, round }, context) =>
    listApplications(context, { statuses: status, roundId: round }, { first, after }),
  checkApplication: async (_parent, { form, ...asked }, context) =>
    checkApplication(context, { ...asked, form: form == null ? null : formOf(form) }),
  ruleOnDays: async (_parent, asked, context) => ruleOnDays(context, asked),
  publicNotices: async (_parent, { asOf, ...page }, context) => listPublicNotices(context, asOf ?? context.today, page),
  publicNotice: async (_parent, { applicationId }, context) => findPublicNotice(context, applicationId),
  mayAssess: async (_parent, { agencyId, itemId, filedItemId, ...asked }, context) =>
    mayAssess(
      context,
      { agencyId, itemId: itemId ?? null, filedItemId: filedItemId ?? null },
      {
        on: asked.on ?? context.today,
        level: asked.level == null ? null : (levelNumber(asked.level) ?? 'ABOVE'),
        district: asked.district ?? null,
        candidateKind: asked.candidateKind ?? null,
      },
    ),
  bureauInbox: (_parent, { asOf, days }, context) => openInbox(context, asOf ?? context.today, days ?? undefined),
  ...bankQueries,
  ...retentionQueries,
  ...commitmentQueries,
  ...planQueries,
  ...registerQueries,
  ...rosterQueries,
  agencyImports: async (_parent, _arguments, { store }) => listImports(store),
};
