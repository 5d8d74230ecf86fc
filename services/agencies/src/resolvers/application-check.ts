import { maySubmit } from '../application/check-application.js';
import type { ApplicationCheckResolvers } from '../generated/resolvers.js';

export const ApplicationCheck: ApplicationCheckResolvers = {
  maySubmit,
  findings: ({ findings }, { verdict: verdicts }) =>
    findings.filter(({ verdict }) => verdicts?.includes(verdict) ?? true),
};
