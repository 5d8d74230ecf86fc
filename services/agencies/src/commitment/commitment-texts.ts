import { type Clause, type Day, type LedgerId, clause, day, isWithin } from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { CommitmentText, DocumentKind, Paragraph } from './signed-document.js';

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 职业技能评价机构承诺书 (CMT-101 to CMT-109). */
const commitment: readonly Clause[] = [
  clause(NOTICE_30, '承诺书一', '不超备案范围开展评价工作，不授权或委托其他组织、个人开展相关工作'),
  clause(NOTICE_30, '承诺书二', '根据相关要求完成机构评估及项目评估，并向市职业技能鉴定中心备案'),
  clause(NOTICE_30, '承诺书三', '不得以任何理由拒绝劳动者合理的技能评价、发证的需求'),
  clause(NOTICE_30, '承诺书四', '根据社会需求制定详细的考试计划，并及时向社会发布'),
  clause(NOTICE_30, '承诺书五', '合理确定收费标准，并向社会公开'),
  clause(NOTICE_30, '承诺书六', '严格遵守考培分离的原则'),
  clause(NOTICE_30, '承诺书七', '开发成果自愿纳入市级题库统筹使用，确保试题质量，并做好安全保密工作'),
  clause(NOTICE_30, '承诺书八', '纸质材料保管不少于3年，电子材料不少于5年，确保评价过程和结果可追溯、可倒查'),
  clause(NOTICE_30, '承诺书九', '如违反本承诺，自愿接受有关规定处理'),
];

/** 职业技能评价机构廉洁责任书 (CMT-201 to CMT-206). */
const pledge: readonly Clause[] = [
  clause(NOTICE_30, '廉洁责任书一', '严格遵守国家法律法规'),
  clause(
    NOTICE_30,
    '廉洁责任书二',
    '不利用职务便利谋取不正当利益，不接受任何影响评价结果公正性的礼金、宴请和礼物馈赠等',
  ),
  clause(NOTICE_30, '廉洁责任书三', '不发布虚假、负面以及容易引来社会舆论关注的涉密、涉敏的职业技能评价相关信息'),
  clause(NOTICE_30, '廉洁责任书四', '严格按照规定程序办事，遵守制度规定，优化服务水平，增强办事透明度'),
  clause(NOTICE_30, '廉洁责任书五', '自觉执行涉及本人亲属、朋友、师生、师徒或有特殊关系人员等的回避制度'),
  clause(NOTICE_30, '廉洁责任书六', '自觉接受社会监督'),
];

/** The texts that are signed; a later notice adds a version, and no version is changed. */
export const commitmentTexts: readonly CommitmentText[] = [
  {
    ...{ version: '2026-06', kind: 'AGENCY_COMMITMENT', title: '职业技能评价机构承诺书' },
    ...{ from: day('2026-06-23'), to: null, paragraphs: paragraphsOf('CMT-1', commitment) },
  },
  {
    ...{ version: '2026-06', kind: 'INTEGRITY_PLEDGE', title: '职业技能评价机构廉洁责任书' },
    ...{ from: day('2026-06-23'), to: null, paragraphs: paragraphsOf('CMT-2', pledge) },
  },
];

/** The text of a kind that is in force on a day; null before there was one. */
export function textOn(kind: DocumentKind, on: Day): CommitmentText | null {
  return commitmentTexts.find((one) => one.kind === kind && isWithin(on, one.from, one.to)) ?? null;
}

/** The text that a document was signed in. */
export function textOfVersion(kind: DocumentKind, version: string): CommitmentText {
  return commitmentTexts.find((one) => one.kind === kind && one.version === version)!;
}

function paragraphsOf(group: 'CMT-1' | 'CMT-2', clauses: readonly Clause[]): readonly Paragraph[] {
  return clauses.map((one, at) => {
    const rule: LedgerId = `${group}${String(at + 1).padStart(2, '0')}`;
    return { no: numerals[at]!, rule, clause: one };
  });
}
