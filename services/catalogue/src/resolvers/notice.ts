import { findNotice } from '@shanghai/kernel';
import { pageOfList } from '@shanghai/platform';
import type { ClauseResolvers, NoticeResolvers } from '../generated/resolvers.js';

export const Notice = {
  __resolveReference: ({ id }) => findNotice(id),
  id: ({ number }) => number,
  editions: async ({ number }, _arguments, { editions }) =>
    (await editions()).filter(({ notice }) => notice === number),
  findings: async ({ number }, { severity, ...page }, { loaders }) => {
    const findings = await loaders.findingsOfNotice.load(number);
    const wanted = findings.filter((finding) => severity == null || finding.severity === severity);
    return pageOfList(page, { number, severity }, wanted);
  },
} satisfies NoticeResolvers;

export const Clause = {
  notice: ({ notice }) => findNotice(notice)!,
} satisfies ClauseResolvers;
