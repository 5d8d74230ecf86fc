import { type Clause, type Day, clause, day } from '@shanghai/kernel';
import type { AgencyType } from '../agency/agency.js';
import { markup } from '@shanghai/platform';
import { type PrintedItem, dayInWords, itemTable, signature } from './page-words.js';
import { printedPage } from './printed-page.js';

/** 备案回执 as issued: what it said on the day of its issue, whatever has become of the filing since. */
export interface Receipt {
  readonly receiptNo: string;
  readonly type: AgencyType;
  readonly agencyName: string;
  readonly creditCode: string | null;
  readonly items: readonly PrintedItem[];
  /** The first day and the last. */
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly synthetic: boolean;
}

/** Which notice prints the receipt for which agencies, from which day on. */
export interface ReceiptWording {
  readonly types: readonly AgencyType[];
  readonly from: Day;
  readonly filedAs: string;
  readonly passed: string;
  readonly source: Clause;
}

/** What a receipt says and which notice prints it (AGY-024, CMP-011): of two rows that fit, the later governs. No notice prints a form. */
export const receiptWordings: readonly ReceiptWording[] = [
  {
    types: ['SOCIAL_ORGANISATION'],
    from: day('2024-08-19'),
    filedAs: '社会培训评价组织',
    passed: '机构评估、项目评估',
    source: clause(
      '沪人社职〔2024〕270号',
      '三（五）',
      '经公示无异议的，由市职鉴中心向申报单位出具备案回执，并向中国就业培训技术指导中心报备。备案有效期为3年',
    ),
  },
  {
    types: ['SOCIAL_ORGANISATION'],
    from: day('2025-03-20'),
    filedAs: '社会培训评价组织',
    passed: '机构评估、项目评估',
    source: clause(
      '沪人社职〔2025〕76号',
      '二（三）5',
      '经公示无异议的，由市职鉴中心向申报单位出具备案回执，并向中国就业培训技术指导中心报备，备案有效期为3年',
    ),
  },
  {
    types: ['COMPARISON'],
    from: day('2026-06-23'),
    filedAs: '职业技能比照认定社会化职业技能评价机构',
    passed: '机构评估',
    source: clause(
      '沪职鉴中心〔2026〕30号',
      '三（三）',
      '经公示无异议的,由市职鉴中心向申报单位出具备案回执,并向中国就业培训技术指导中心报备,备案有效期为3年',
    ),
  },
];

/** The receipt as a page; null where no notice prints a receipt for such a filing on that day, so that none is made up. */
export function receiptPage(receipt: Receipt): string | null {
  const { receiptNo, type, agencyName, creditCode, items, validFrom, validTo, synthetic } = receipt;
  const wording = receiptWordings.findLast(({ types, from }) => types.includes(type) && from <= validFrom);
  if (!wording) return null;
  const { filedAs, passed, source } = wording;
  return printedPage({
    title: '职业技能评价机构备案回执',
    synthetic,
    clauses: [source],
    content: [
      markup`<p class="number">编号：${receiptNo}</p>
<p class="to">${agencyName}：</p>
${creditCode === null ? [] : [markup`<p class="to">统一社会信用代码：${creditCode}</p>`]}
<p class="body">你单位申报${filedAs}，通过${passed}，经公示无异议，准予备案。备案有效期自${dayInWords(validFrom)}起，至${dayInWords(validTo)}止。备案项目如下：</p>`,
      itemTable(items),
      signature(validFrom),
    ],
  });
}
