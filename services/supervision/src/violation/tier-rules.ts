import { type Clause, type Day, type LedgerId, clause, day } from '@shanghai/kernel';

/** How serious a violation of an agency is. Which acts fall in which tier is not in the notices (VIO-003). */
export type ViolationTier = 'MINOR' | 'GENERAL' | 'SERIOUS' | 'ESPECIALLY_SERIOUS';

/** What an authority may order. */
export type Measure =
  | 'IMMEDIATE_CORRECTION'
  | 'TALK_REMINDER'
  | 'ORDER_CORRECTION'
  | 'WARNING'
  | 'TIME_LIMITED_RECTIFICATION'
  | 'SUSPEND_EVALUATION'
  | 'TERMINATE_FILING';

export interface MeasureRow {
  readonly measure: Measure;
  /** In Chinese. */
  readonly label: string;
  readonly clauses: readonly [Clause, ...Clause[]];
}

/** One tier with the measures that it permits. Measures of other tiers, lower ones too, are not for it (PR). */
export interface TierRow {
  readonly tier: ViolationTier;
  /** In Chinese. */
  readonly label: string;
  readonly rule: LedgerId;
  /** The first day whose acts are judged by it. */
  readonly from: Day;
  readonly measures: readonly MeasureRow[];
  readonly clauses: readonly [Clause, ...Clause[]];
}

const RULES = '沪人社职〔2024〕120号';
const ITEM = '三（四）2';
const from = day('2024-05-01');

const minor = clause(RULES, ITEM, '存在违反管理规定但尚未构成违纪违规行为的，要求即知即改，立行立改');
const general = clause(RULES, ITEM, '存在一般违纪违规情形的，予以约谈提醒、责令改正');
const serious = clause(RULES, ITEM, '存在严重违纪违规情形的，予以警告、限期整改、暂停评价');
const especiallySerious = clause(RULES, ITEM, '存在特别严重违纪违规情形的，予以终止备案');
const ordered = clause(RULES, '三（四）3', '存在特别严重违纪违规行为的，对其作出责令终止备案处理');

/** From the lightest to the gravest (VIO-003). */
export const violationTiers: readonly TierRow[] = [
  {
    tier: 'MINOR',
    label: '违反管理规定但尚未构成违纪违规',
    rule: 'VIO-003',
    from,
    measures: [{ measure: 'IMMEDIATE_CORRECTION', label: '即知即改，立行立改', clauses: [minor] }],
    clauses: [minor],
  },
  {
    tier: 'GENERAL',
    label: '一般违纪违规',
    rule: 'VIO-003',
    from,
    measures: [
      { measure: 'TALK_REMINDER', label: '约谈提醒', clauses: [general] },
      { measure: 'ORDER_CORRECTION', label: '责令改正', clauses: [general] },
    ],
    clauses: [general],
  },
  {
    tier: 'SERIOUS',
    label: '严重违纪违规',
    rule: 'VIO-003',
    from,
    measures: [
      { measure: 'WARNING', label: '警告', clauses: [serious] },
      { measure: 'TIME_LIMITED_RECTIFICATION', label: '限期整改', clauses: [serious] },
      { measure: 'SUSPEND_EVALUATION', label: '暂停评价', clauses: [serious] },
    ],
    clauses: [serious],
  },
  {
    tier: 'ESPECIALLY_SERIOUS',
    label: '特别严重违纪违规',
    rule: 'VIO-003',
    from,
    measures: [{ measure: 'TERMINATE_FILING', label: '终止备案', clauses: [especiallySerious, ordered] }],
    clauses: [especiallySerious],
  },
];

/** The tiers that judge an act of a day. Empty before 120号: 38号 prints no measures. */
export function tiersOn(on: Day): readonly TierRow[] {
  return violationTiers.filter((row) => row.from <= on);
}

/** The measures that a tier does not permit: those of the other tiers of its day. */
export function forbiddenMeasures({ tier, from: since }: TierRow): readonly Measure[] {
  const others = tiersOn(since).filter((row) => row.tier !== tier);
  return others.flatMap(({ measures }) => measures.map(({ measure }) => measure));
}
