import type { GradeFactorResolvers, QueryResolvers, SupervisionGradeResolvers } from '../generated/resolvers.js';
import { gradeGrounds, gradesOn, weightsOn } from '../grade/grade-scale.js';
import { findSubject } from '../subject/list-subjects.js';

export const SupervisionGrade = {
  grade: ({ row }) => row.grade,
  label: ({ row }) => row.label,
  inspectionsPerYear: ({ row }) => row.inspectionsPerYear,
  drawWeight: ({ row }) => row.drawWeight,
} satisfies SupervisionGradeResolvers;

export const GradeFactor = {
  rule: () => 'SPV-011',
  clauses: () => gradeGrounds,
} satisfies GradeFactorResolvers;

/** What is asked of graded supervision. */
export const gradeQueries = {
  supervisionGrade: async (_, { subjectId, asOf }, { store, caller, today, loaders }) => {
    const found = await findSubject(store, caller, { id: subjectId, asOf: asOf ?? today });
    return found && loaders.grade(found.asOf).load(found.subject);
  },
  supervisionGrades: (_, { asOf }, { today }) => gradesOn(asOf ?? today),
  supervisionWeights: (_, { asOf }, { today }) => weightsOn(asOf ?? today),
} satisfies QueryResolvers;
