import { historyPage } from '@shanghai/platform';
import { alertActsOpenTo } from '../alert/alert-machine.js';
import { alertRuleOf, alertClauses } from '../alert/alert-rules.js';
import { countAlertRules, listAlerts } from '../alert/list-alerts.js';
import { performOnAlert } from '../alert/perform-on-alert.js';
import type {
  AlertEvidenceResolvers,
  AlertResolvers,
  AlertRuleEntryResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolvers.js';
import { given } from './given.js';

export const Alert = {
  id: ({ _id }) => _id,
  label: ({ rule }) => alertRuleOf(rule).label,
  severity: ({ rule }) => alertRuleOf(rule).severity,
  agency: ({ agencyId }) => (agencyId === null ? null : { id: agencyId }),
  violationCase: ({ caseId }, _arguments, { loaders }) => (caseId === null ? null : loaders.violationCase.load(caseId)),
  clauses: () => alertClauses,
  availableActs: ({ status }, _arguments, { caller }) => alertActsOpenTo(caller.role, status),
  history: async ({ _id }, page, { store, loaders }) =>
    historyPage(store, `alert/${_id}`, page, async (first) => loaders.historyStart(first).load(`alert/${_id}`)),
} satisfies AlertResolvers;

export const AlertEvidence = {
  violationCase: ({ kind, id }, _arguments, { loaders }) => (kind === 'CASE' ? loaders.violationCase.load(id) : null),
  inspection: ({ kind, id }, _arguments, { loaders }) => (kind === 'INSPECTION' ? loaders.inspection.load(id) : null),
} satisfies AlertEvidenceResolvers;

export const AlertRuleEntry = {
  undetermined: ({ missing }) => missing,
  clauses: () => alertClauses,
} satisfies AlertRuleEntryResolvers;

/** What is asked of alerts. */
export const alertQueries = {
  alerts: async (_parent, { first, after, ...filter }, context) => listAlerts(context, filter, { first, after }),
  alert: async (_parent, { id }, { loaders }) => loaders.alert.load(id),
  alertRules: async (_parent, _arguments, context) => countAlertRules(context),
} satisfies QueryResolvers;

/** What is done with alerts. */
export const alertMutations = {
  explainAlert: async (_parent, { reason, ...on }, context) =>
    performOnAlert(context, on, { act: 'explainAlert', reason: given('reason', reason), caseId: null }),
  openAlertCase: async (_parent, { reason, caseId, ...on }, context) =>
    performOnAlert(context, on, { act: 'openAlertCase', reason: given('reason', reason), caseId }),
  dismissAlert: async (_parent, { reason, ...on }, context) =>
    performOnAlert(context, on, { act: 'dismissAlert', reason: given('reason', reason), caseId: null }),
} satisfies MutationResolvers;
