import { type Clause, clause } from '@shanghai/kernel';
import type { ComparisonKind } from './comparison-mapping.js';

/** The columns of a comparison catalogue that are read. Only overseas certificates have a country. */
export type AnnexColumn = 'row' | 'country' | 'body' | 'certificate' | 'occupation' | 'level';

/** A published list of certificates that are compared. */
export interface ComparisonCatalogue {
  readonly kind: ComparisonKind;
  /** Under `data/`. */
  readonly file: string;
  /**
   * Its title in the notice's list of annexes. Over the first table the annex itself prints 国外 for 国（境）外 (ANO-085), and
   * over the second it prints no number (ANO-100).
   */
  readonly title: Clause;
  /** The words that call it a batch, and so make its certificates open to application (CMP-004). */
  readonly scope: Clause;
  readonly batch: string;
  /** The headings of its columns as printed, in their order. */
  readonly headings: readonly (readonly [AnnexColumn, Clause])[];
}

const NOTICE = '沪职鉴中心〔2026〕30号';

/** The two lists of 30号, in the order of its annexes. */
export const comparisonCatalogues: readonly ComparisonCatalogue[] = [
  {
    kind: 'OVERSEAS',
    file: '2026-30-annex-1.csv',
    title: clause(NOTICE, '附件1', '上海市首批国(境)外职业技能比照认定目录'),
    scope: clause(NOTICE, '二', '纳入 2025 年本市国（境）外职业技能比照认定目录（第一批）'),
    batch: '第一批',
    headings: [
      ['row', clause(NOTICE, '附件1', '序号')],
      ['country', clause(NOTICE, '附件1', '国别 (地区)')],
      ['body', clause(NOTICE, '附件1', '国 (境) 外认证机构')],
      ['certificate', clause(NOTICE, '附件1', '国 (境) 外证书')],
      ['occupation', clause(NOTICE, '附件1', '对应的职业 (工种)')],
      ['level', clause(NOTICE, '附件1', '对应的等级')],
    ],
  },
  {
    kind: 'ENTERPRISE_DUAL',
    file: '2026-30-annex-2.csv',
    title: clause(NOTICE, '附件2', '上海市首批“一试双证”职业技能比照认定目录'),
    scope: clause(NOTICE, '二', '本市“一试双证”职业技能比照认定目录（第一批）'),
    batch: '第一批',
    headings: [
      ['row', clause(NOTICE, '附件2', '序号')],
      ['body', clause(NOTICE, '附件2', '企业认证机构')],
      ['certificate', clause(NOTICE, '附件2', '企业认证证书')],
      ['occupation', clause(NOTICE, '附件2', '对应的职业（工种）')],
      ['level', clause(NOTICE, '附件2', '对应等级')],
    ],
  },
];
