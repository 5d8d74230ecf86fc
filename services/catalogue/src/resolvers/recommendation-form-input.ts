import { badUserInput } from '@shanghai/platform';
import type { RecommendationFormInput } from '../generated/resolvers.js';
import type { RecommendationForm } from '../recommendation/recommendation-form.js';

const MOST = { industries: 20, headcounts: 10, files: 10 } as const;

/** A form as typed; what is absent is blank. */
export function formOf(input: RecommendationFormInput): RecommendationForm {
  const { industries = [], expectedHeadcounts = [], files = [] } = input;
  return {
    formNo: input.formNo ?? null,
    priority: input.priority ?? null,
    code: input.code ?? null,
    occupation: input.occupation ?? null,
    workType: input.workType ?? null,
    workTypeReason: input.workTypeReason ?? null,
    standing: input.standing ?? null,
    standardName: input.standardName ?? null,
    standardVersion: input.standardVersion ?? null,
    isAccessLicence: input.isAccessLicence ?? null,
    isShortage: input.isShortage ?? null,
    industries: shortList('form.industries', industries, MOST.industries),
    otherIndustry: input.otherIndustry ?? null,
    expectedHeadcounts: shortList('form.expectedHeadcounts', expectedHeadcounts, MOST.headcounts),
    reason: input.reason ?? null,
    levelExtensionReason: input.levelExtensionReason ?? null,
    contactName: input.contactName ?? null,
    contactPhone: input.contactPhone ?? null,
    filledOn: input.filledOn ?? null,
    files: shortList('form.files', files, MOST.files),
  };
}

/** @throws GraphQLError BAD_USER_INPUT when a list is longer than anyone means it to be */
export function shortList<T>(argument: string, list: readonly T[], maximum: number): readonly T[] {
  if (list.length > maximum) throw badUserInput(`at most ${maximum} are taken`, { argument, maximum });
  return list;
}

/** @throws GraphQLError BAD_USER_INPUT when there is nothing but blanks */
export function given(argument: string, text: string): string {
  if (text.trim() === '') throw badUserInput(`${argument} is needed`, { argument });
  return text;
}
