import type { DistrictCode } from '@shanghai/kernel';
import {
  type Step,
  accept,
  assess,
  consent,
  fail,
  letter,
  object,
  pass,
  passItem,
  receipt,
  runOut,
  sites,
  submit,
} from './application-steps.js';

/** An invented application: who applies for what where, and what has become of it. */
export interface ApplicationPlan {
  /** Its number, from which its id follows. */
  readonly no: number;
  /** The number of the applicant, where one applies again. */
  readonly applicant: number;
  /** The list that it applies under. */
  readonly edition: '2024-08' | '2025-03';
  readonly items: readonly string[];
  readonly districts: readonly [DistrictCode, ...DistrictCode[]];
  readonly draftedOn: string;
  readonly steps: readonly Step[];
}

/** In the round of December 2025, recommended by everyone and submitted. */
function submitted(...districts: readonly DistrictCode[]): readonly Step[] {
  return [letter('2025-12-20'), ...districts.map((one) => sites('2025-12-21', one)), submit('2025-12-23')];
}

/** Submitted and passed by the experts in the autumn of 2026, so that its items are assessed until January. */
function assessed(district: DistrictCode): readonly Step[] {
  return [...submitted(district), accept('2026-01-05'), assess('2026-09-15'), pass('2026-10-12')];
}

const PUDONG = '310115';
const XUHUI = '310104';
const JINGAN = '310106';

/**
 * One application in each state that somebody has to act on, by the day that all is invented for (2026-11-01), and one that
 * has its receipt; and two applicants that the notices lock out for a year: one failed (AGY-022), one gave up under 270号
 * (AGY-021).
 */
export const applicationPlans: readonly ApplicationPlan[] = [
  plan(1, ['茶艺师'], [PUDONG, XUHUI], '2026-10-20', [letter('2026-10-21')]),
  plan(2, ['插花花艺师'], [PUDONG, JINGAN], '2026-10-22', [letter('2026-10-23'), sites('2026-10-26', PUDONG)]),
  plan(3, ['咖啡师'], [PUDONG], '2025-12-20', submitted(PUDONG)),
  plan(4, ['调饮师'], [XUHUI], '2025-12-20', [...submitted(XUHUI), accept('2026-01-05')]),
  plan(5, ['美容师'], [JINGAN], '2025-12-20', [...submitted(JINGAN), accept('2026-01-05'), assess('2026-10-15')]),
  plan(6, ['养老护理员', '宠物美容师'], [PUDONG], '2025-12-20', [
    ...assessed(PUDONG),
    passItem('2026-10-26', '养老护理员'),
  ]),
  plan(7, ['营养配餐员'], [XUHUI], '2025-12-20', [...assessed(XUHUI), passItem('2026-10-26', '营养配餐员')]),
  plan(8, ['电子商务师'], [PUDONG], '2025-12-20', [
    ...assessed(PUDONG),
    passItem('2026-10-19', '电子商务师'),
    consent('2026-10-29'),
    object('2026-10-30'),
  ]),
  plan(13, ['眼镜验光师'], [PUDONG], '2025-12-20', [
    ...submitted(PUDONG),
    accept('2026-01-05'),
    assess('2026-06-15'),
    pass('2026-07-06'),
    passItem('2026-09-14', '眼镜验光师'),
    consent('2026-09-21'),
    receipt('2026-10-12', '示例-2026-9001-1'),
  ]),
  {
    ...plan(9, ['茶艺师'], [PUDONG], '2024-08-22', [
      letter('2024-08-22'),
      sites('2024-08-22', PUDONG),
      submit('2024-08-26'),
      accept('2024-09-02'),
      assess('2024-09-09'),
      fail('2024-10-15'),
    ]),
    edition: '2024-08',
  },
  { ...plan(10, ['咖啡师'], [PUDONG], '2026-10-20', []), applicant: 9 },
  {
    ...plan(11, ['养老护理员'], [XUHUI], '2024-08-22', [
      letter('2024-08-22'),
      sites('2024-08-22', XUHUI),
      submit('2024-08-26'),
      accept('2024-09-02'),
      assess('2024-09-09'),
      pass('2024-09-20'),
      runOut('2024-12-21'),
    ]),
    edition: '2024-08',
  },
  { ...plan(12, ['养老护理员'], [XUHUI], '2026-10-20', []), applicant: 11 },
];

function plan(
  no: number,
  items: readonly string[],
  districts: ApplicationPlan['districts'],
  draftedOn: string,
  steps: readonly Step[],
): ApplicationPlan {
  return { no, applicant: no, edition: '2025-03', items, districts, draftedOn, steps };
}
