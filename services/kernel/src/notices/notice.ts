import { type Day, day } from '../calendar/day.js';
import { type Clause, clause } from './clause.js';

/** The 文号 of the five notices this system carries out. */
export type NoticeNumber =
  | '沪人社职〔2024〕38号'
  | '沪人社职〔2024〕120号'
  | '沪人社职〔2024〕270号'
  | '沪人社职〔2025〕76号'
  | '沪职鉴中心〔2026〕30号';

/** BUREAU: 上海市人力资源和社会保障局. CENTRE: 上海市职业技能鉴定中心, which cannot override the Bureau (MET-002). */
export type Issuer = 'BUREAU' | 'CENTRE';

/** One notice, as printed but for blanks and slips of the scan inside its title. */
export interface Notice {
  readonly number: NoticeNumber;
  readonly title: string;
  readonly issuer: Issuer;
  readonly issuedOn: Day;
  readonly effectiveOn: Day;
  /** The words that state the effective day; null where the notice has none and the day of issue is taken (PR). */
  readonly effectiveBy: Clause | null;
  /** The last day of the year that its title names: what it says is applied later as continuing practice (assumedContinuation, PR). */
  readonly assumedAfter: Day | null;
  /** The only matter it speaks on; null when it speaks on skill-level certification in general. */
  readonly confinedTo: 'COMPARISON_CERTIFICATION' | null;
}

/** In the order of issue. */
export const notices: readonly Notice[] = [
  {
    number: '沪人社职〔2024〕38号',
    title: '上海市人力资源和社会保障局关于开展2024年上海市社会化职业技能等级认定有关事项的通知',
    issuer: 'BUREAU',
    issuedOn: day('2024-01-24'),
    effectiveOn: day('2024-01-24'),
    effectiveBy: clause('沪人社职〔2024〕38号', '六', '本通知自发文之日起实施'),
    assumedAfter: day('2024-12-31'),
    confinedTo: null,
  },
  {
    number: '沪人社职〔2024〕120号',
    title: '上海市人力资源和社会保障局关于进一步加强职业技能等级认定规范管理工作通知',
    issuer: 'BUREAU',
    issuedOn: day('2024-04-26'),
    effectiveOn: day('2024-05-01'),
    effectiveBy: clause('沪人社职〔2024〕120号', '四（一）', '本通知自2024年5月1日起施行'),
    assumedAfter: null,
    confinedTo: null,
  },
  {
    number: '沪人社职〔2024〕270号',
    title: '上海市人力资源和社会保障局关于开展安全防范系统安装维护员等社会培训评价组织征集遴选工作的通知',
    issuer: 'BUREAU',
    issuedOn: day('2024-08-19'),
    effectiveOn: day('2024-08-19'),
    effectiveBy: null,
    assumedAfter: null,
    confinedTo: null,
  },
  {
    number: '沪人社职〔2025〕76号',
    title: '上海市人力资源和社会保障局关于开展2025年社会化职业技能等级认定征集遴选工作的通知',
    issuer: 'BUREAU',
    issuedOn: day('2025-03-20'),
    effectiveOn: day('2025-03-20'),
    effectiveBy: null,
    assumedAfter: day('2025-12-31'),
    confinedTo: null,
  },
  {
    number: '沪职鉴中心〔2026〕30号',
    title: '关于开展本市职业技能比照认定社会化职业技能评价机构征集遴选工作的通知',
    issuer: 'CENTRE',
    issuedOn: day('2026-06-23'),
    effectiveOn: day('2026-06-23'),
    effectiveBy: null,
    assumedAfter: null,
    confinedTo: 'COMPARISON_CERTIFICATION',
  },
];

/** The notice of that 文号, exactly as printed with 〔〕 and without blanks; null when it is none of the five. */
export function findNotice(number: string): Notice | null {
  return notices.find((notice) => notice.number === number) ?? null;
}

/** Whether a notice is applied beyond the year in its title on that day (PR); answers that rest on it say so. */
export function isAssumedContinuation({ assumedAfter }: Notice, on: Day): boolean {
  return assumedAfter !== null && on > assumedAfter;
}
