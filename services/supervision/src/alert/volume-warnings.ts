import { type Day, type DistrictCode, addMonths, day } from '@shanghai/kernel';
import { thresholdOn } from './alert-rules.js';
import type { Warning } from './alert.js';
import { type LevelCount, type SkewLimits, levelSkew, shareOf, volumeSpike } from './certificate-statistics.js';

/** An agency with what it has uploaded. */
export interface CountedAgency extends LevelCount {
  readonly agencyId: string;
  /** What it is compared within. */
  readonly type: string;
  readonly districts: readonly DistrictCode[];
}

/** Two and above, which the notices count as 技师 and 高级技师. */
const highLevels: readonly string[] = [
  'TECHNICIAN',
  'SENIOR_TECHNICIAN',
  'SPECIAL_GRADE_TECHNICIAN',
  'CHIEF_TECHNICIAN',
];

/** Whether a level is one of the high ones. */
export function isHighLevel(level: string | null): boolean {
  return level !== null && highLevels.includes(level);
}

/** The month of a day, as 2026-11. */
export function monthOf(on: Day): string {
  return on.slice(0, 7);
}

/** The month so many months before that of a day. */
export function monthBefore(on: Day, months: number): string {
  return monthOf(addMonths(day(`${monthOf(on)}-01`), -months));
}

/** The numbers of each month from the first that is known up to the one before a month: a month that is not there has none. */
export function monthsBefore(
  counts: readonly { readonly month: string; readonly total: number }[],
  month: string,
): readonly number[] {
  const first = counts[0]?.month ?? month;
  const byMonth = new Map(counts.map((one) => [one.month, one.total]));
  const months: number[] = [];
  for (let at = first; at < month; at = monthOf(addMonths(day(`${at}-01`), 1))) months.push(byMonth.get(at) ?? 0);
  return months.slice(-12);
}

/** What the warning of a month of an agency is about. */
export function aboutVolume(agencyId: string, month: string): string {
  return `volume/${agencyId}/${month}`;
}

/** A month of an agency that is far above its own months before. */
export function volumeWarnings(
  { agencyId, month, districts }: Pick<CountedAgency, 'agencyId' | 'districts'> & { readonly month: string },
  counts: readonly { readonly month: string; readonly total: number }[],
): readonly Warning[] {
  const on = day(`${month}-01`);
  const own = counts.find((one) => one.month === month)?.total ?? 0;
  const limit = (name: string): number => thresholdOn('VOLUME_SPIKE', name, on);
  const limits = { times: limit('偏离倍数'), atLeast: limit('本月至少'), months: limit('以往至少') };
  const found = volumeSpike(own, monthsBefore(counts, month), limits);
  if (!found) return [];
  const most = Math.floor(found.median + limits.times * found.spread);
  return [
    {
      rule: 'VOLUME_SPIKE',
      about: aboutVolume(agencyId, month),
      cause: month,
      ...{ agencyId, districts },
      value: `${month}共${own}本`,
      expected: `以往各月中位数${found.median}本，至多${most}本`,
      evidence: [{ kind: 'AGENCY', id: agencyId }],
      text: `该机构${month}上传证书${own}本，明显高于以往各月的中位数${found.median}本。`,
    },
  ];
}

/** What the warning of the levels of an agency is about. */
export function aboutLevels(agencyId: string): string {
  return `levels/${agencyId}`;
}

/** The agencies whose share of high levels is far from that of the other agencies of their type, once a year each. */
export function skewWarnings(agencies: readonly CountedAgency[], on: Day): readonly Warning[] {
  const limit = (name: string): number => thresholdOn('LEVEL_SKEW', name, on);
  const limits: SkewLimits = { times: limit('偏离倍数'), atLeast: limit('本机构至少'), peers: limit('同类至少') };
  return agencies.flatMap((own) => {
    const peers = agencies.filter((other) => other !== own && other.type === own.type);
    const found = levelSkew(own, peers, limits);
    if (!found) return [];
    const { agencyId, districts } = own;
    const [share, middle] = [percent(shareOf(own)), percent(found.median)];
    return [
      {
        rule: 'LEVEL_SKEW' as const,
        about: aboutLevels(agencyId),
        cause: on.slice(0, 4),
        ...{ agencyId, districts },
        value: `近一年高等级占比${share}`,
        expected: `同类机构中位数${middle}，偏离不超过${percent(limits.times * found.spread)}`,
        evidence: [{ kind: 'AGENCY' as const, id: agencyId }],
        text: `该机构近一年高等级证书占比${share}，同类机构的中位数为${middle}。`,
      },
    ];
  });
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
