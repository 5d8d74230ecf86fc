import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type OnSite, type SiteActOutcome, performOnSite, siteVerb } from '../perform-on-site.js';
import { remarkSurveillance } from '../site-act-rules.js';

/** 登记视频监控: whether a site has it from that day on. That there is none is recorded, and remarked (SIT-004). */
export async function recordSurveillance(
  acting: Acting,
  on: OnSite,
  hasVideoSurveillance: boolean,
): Promise<SiteActOutcome> {
  const today = dayAt(acting.now);
  return performOnSite(
    acting,
    on,
    siteVerb({
      act: 'recordSurveillance',
      payload: { hasVideoSurveillance },
      judge: () => [remarkSurveillance(hasVideoSurveillance, today)],
      next: ({ surveillance = [] }) => ({
        surveillance: [...surveillance, { on: today, hasVideoSurveillance }],
        refusal: null,
      }),
    }),
  );
}
