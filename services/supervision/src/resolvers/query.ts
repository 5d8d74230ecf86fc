import type { QueryResolvers } from '../generated/resolvers.js';
import { inspectionKinds, inspectionMethods, inspectionTopics } from '../inspection/inspection-rules.js';
import { supervisionDuties } from '../territory/supervision-duties.js';
import { countPool } from '../draw/draw-pool.js';
import { listDraws, listPublishedDraws } from '../draw/list-draws.js';
import { listInspections, listPublished } from '../inspection/list-inspections.js';
import { listInspectionsDue } from '../inspection/list-inspections-due.js';
import { listChanges } from '../feed/list-changes.js';
import { findSubject, listSubjects } from '../subject/list-subjects.js';
import { subjectStanding } from '../subject/subject-standing.js';
import { tiersOn } from '../violation/tier-rules.js';
import { assessmentQueries } from './assessment-root.js';
import { alertQueries } from './alert.js';
import { caseQueries } from './case-query.js';
import { dashboardQueries } from './dashboard.js';
import { gradeQueries } from './grade.js';
import { inboxQueries } from './supervision-inbox.js';

export const Query = {
  supervisionDuties: () => supervisionDuties,
  inspectionKinds: () => inspectionKinds,
  inspectionMethods: () => inspectionMethods,
  inspectionTopics: () => inspectionTopics,
  violationTiers: (_, { asOf }, { today }) => tiersOn(asOf ?? today),
  supervisedSubjects: async (_, { asOf, ...search }, { store, caller, today }) =>
    listSubjects(store, caller, { ...search, asOf: asOf ?? today }),
  supervisedSubject: async (_, { id, asOf }, { store, caller, today }) =>
    findSubject(store, caller, { id, asOf: asOf ?? today }),
  supervisionStanding: async (_, _arguments, { store, lag }) => subjectStanding(store, lag),
  inspections: async (_, search, { store, caller }) => listInspections(store, caller, search),
  inspection: async (_, { id }, { loaders }) => loaders.inspection.load(id),
  inspectionsDue: async (_, { dueBy, ...page }, { store, caller, today }) =>
    listInspectionsDue(store, caller, { ...page, dueBy: dueBy ?? today, today }),
  publishedInspections: async (_, page, { store }) => listPublished(store, page),
  drawPool: async (_, { asOf }, { store, caller, today, lag }) =>
    countPool(store, caller, { asOf: asOf ?? today, standing: await subjectStanding(store, lag) }),
  randomDraws: async (_, page, { store, caller }) => listDraws(store, caller, page),
  randomDraw: async (_, { id }, { loaders }) => loaders.draw.load(id),
  publishedDraws: async (_, page, { store, today }) => listPublishedDraws(store, today, page),
  changesSince: async (_, page, context) => listChanges(context, page),
  ...assessmentQueries,
  ...alertQueries,
  ...dashboardQueries,
  ...gradeQueries,
  ...inboxQueries,
  ...caseQueries,
} satisfies QueryResolvers;
