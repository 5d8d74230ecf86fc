import { afterAll, beforeAll } from '@jest/globals';
import {
  type SettableClock,
  type ServedSubgraph,
  publishForTest,
  serveForTest,
  settableClock,
} from '@shanghai/platform/testing';
import { supervision } from '../../dist/subgraph.js';
import { XUHUI, filingCreated, loaded, told, toldFiling, toldSite } from '../subject/told.js';
import { TODAY, instant } from './life.js';

export interface World {
  readonly served: ServedSubgraph;
  readonly clock: SettableClock;
}

/** Supervision with an enterprise of Pudong, one with a site in Xuhui, and a social organisation of an industry's field. */
export function useWorld(): () => World {
  let world: World | undefined;
  beforeAll(async () => {
    const clock = settableClock(instant(TODAY));
    const served = await serveForTest(supervision, clock);
    const events = [
      loaded([
        told({ agencyId: 'enterprise', name: '示例企业' }),
        told({
          agencyId: 'with-site',
          name: '示例集团',
          filings: [toldFiling({ filingId: 'f-w' })],
          sites: [toldSite()],
        }),
      ]),
      filingCreated(
        told({
          agencyId: 'social',
          name: '示例学校',
          type: 'SOCIAL_ORGANISATION',
          registrationDistrict: null,
          filings: [toldFiling({ filingId: 'f-s', authority: { body: 'CENTRE', district: null }, version: 1 })],
          sites: [toldSite({ siteId: 'site-s', district: XUHUI })],
        }),
        ['示例行业主管部门'],
      ),
    ];
    for (const event of events) await publishForTest(served.events, event);
    await served.settle();
    world = { served, clock };
  });
  afterAll(async () => world?.served.stop());
  return () => world!;
}
