import { type Clause, type DatedRule, type Finding, clause, day, finding, judgeOn, nameKey } from '@shanghai/kernel';
import type { MaterialType } from './application-form.js';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { ApplicationRoute } from './application-route.js';
import type { SubmissionFacts } from './submission-facts.js';

/** One of the materials of a notice. */
export interface RequiredMaterial {
  readonly type: MaterialType;
  readonly label: string;
  readonly clause: Clause;
}

/** 材料清单 of a notice: all of them, at once. */
export interface MaterialList extends DatedRule {
  readonly materials: readonly RequiredMaterial[];
}

const IN_270: readonly Clause[] = [
  clause('沪人社职〔2024〕270号', '四（一）1', '申报单位主体资质的信用佐证（如信用报告等）'),
  clause('沪人社职〔2024〕270号', '四（一）2', '关于推荐参与征集遴选社会培训评价组织的函'),
  clause('沪人社职〔2024〕270号', '四（一）3', '社会培训评价组织征集遴选申请表'),
  clause('沪人社职〔2024〕270号', '四（一）4', '法人登记证书复印件或营业执照复印件'),
  clause('沪人社职〔2024〕270号', '四（一）5', '职业技能等级认定工作方案'),
  clause('沪人社职〔2024〕270号', '四（一）6', '题库资源（提供 2 套样卷）'),
];

const IN_76: readonly Clause[] = [
  clause('沪人社职〔2025〕76号', '二（四）1（1）', '申报单位主体资质的信用佐证（如信用报告等）'),
  clause('沪人社职〔2025〕76号', '二（四）1（2）', '关于推荐参与征集遴选社会培训评价组织的函'),
  // The annex it names is the letter: no form is annexed to 76号.
  clause('沪人社职〔2025〕76号', '二（四）1（3）', '社会培训评价组织征集遴选申请表（附件 3）'),
  clause('沪人社职〔2025〕76号', '二（四）1（4）', '法人登记证书复印件或营业执照复印件'),
  clause('沪人社职〔2025〕76号', '二（四）1（5）', '职业技能等级认定工作方案'),
  clause('沪人社职〔2025〕76号', '二（四）1（6）', '题库资源（提供 2 套样卷）'),
];

/** The six materials and what they are called, in the order of the notices. */
export const materialTypes: readonly (readonly [type: MaterialType, label: string])[] = [
  ['CREDIT_EVIDENCE', '主体资质的信用佐证'],
  ['RECOMMENDATION_LETTER', '推荐函'],
  ['APPLICATION_FORM', '申请表'],
  ['LEGAL_REGISTRATION_OR_LICENSE_COPY', '法人登记证书复印件或营业执照复印件'],
  ['WORK_PLAN', '职业技能等级认定工作方案'],
  ['SAMPLE_PAPERS', '题库资源样卷'],
];

/** 申请单位须同时提交以下材料 (AGY-012). */
export const materialLists: readonly [MaterialList, MaterialList] = [
  {
    rule: 'AGY-012',
    force: 'MUST',
    code: 'MISSING_MATERIAL',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    materials: required(IN_270),
    clauses: [clause('沪人社职〔2024〕270号', '四（一）', '申请单位须同时提交以下材料')],
  },
  {
    rule: 'AGY-012',
    force: 'MUST',
    code: 'MISSING_MATERIAL',
    from: day('2025-03-20'),
    to: null,
    materials: required(IN_76),
    clauses: [clause('沪人社职〔2025〕76号', '二（四）1', '申请单位须同时提交以下材料')],
  },
];

/** 申请单位须同时提交以下材料 (CMP-013): five, without papers. */
export const comparisonMaterialLists: readonly [MaterialList] = [
  {
    ...ruleOf30('CMP-013', 'MISSING_MATERIAL', clause(NOTICE_30, '四（一）', '申请单位须同时提交以下材料')),
    materials: [
      ['RECOMMENDATION_LETTER', '推荐函', clause(NOTICE_30, '四（一）（1）', '关于推荐(申报单位全称)成为评价机构的函')],
      ['APPLICATION_FORM', '申请表', clause(NOTICE_30, '四（一）（2）', '社会化评价机构征集遴选申请表')],
      [
        'CREDIT_EVIDENCE',
        '主体资质的信用佐证',
        clause(NOTICE_30, '四（一）（3）', '申报单位主体资质的信用佐证(如信用报告等)'),
      ],
      [
        'LEGAL_REGISTRATION_OR_LICENSE_COPY',
        '法人登记证书复印件或营业执照复印件',
        clause(NOTICE_30, '四（一）（4）', '法人登记证书复印件或营业执照复印件'),
      ],
      ['WORK_PLAN', '职业技能比照认定工作方案', clause(NOTICE_30, '四（一）（5）', '职业技能比照认定工作方案')],
    ].map(([type, label, source]) => ({ type, label, clause: source }) as RequiredMaterial),
  },
];

/** The lists of a route; none is printed for enterprises and colleges. */
export function materialListsOf(route: ApplicationRoute): readonly [MaterialList, ...MaterialList[]] {
  return route === 'COMPARISON' ? comparisonMaterialLists : materialLists;
}

/** 2 套样卷 (QBK-004): for each item that is applied for (PR). */
export interface SamplePaperRule extends DatedRule {
  readonly perItem: number;
}

/** QBK-004 of both notices. */
export const samplePaperRules: readonly [SamplePaperRule, SamplePaperRule] = [
  {
    rule: 'QBK-004',
    force: 'MUST',
    code: 'MISSING_MATERIAL',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    perItem: 2,
    clauses: [IN_270[5]!],
  },
  {
    rule: 'QBK-004',
    force: 'MUST',
    code: 'MISSING_MATERIAL',
    from: day('2025-03-20'),
    to: null,
    perItem: 2,
    clauses: [IN_76[5]!],
  },
];

/** What is missing of the materials: MISSING_MATERIAL with the types (AGY-012), and for each item its papers (QBK-004). */
export function judgeMaterials(facts: SubmissionFacts): readonly Finding[] {
  return [...judgeMaterialList(facts), ...judgeSamplePapers(facts)];
}

/** AGY-012, CMP-013: one finding that names every missing type, with the words that ask for each. */
export function judgeMaterialList({ on, form, route }: SubmissionFacts): readonly Finding[] {
  const given = new Set(form.materials.map(({ type }) => type));
  return judgeOn(materialListsOf(route), on, (rule) => {
    const missing = rule.materials.filter(({ type }) => !given.has(type));
    const facts = { missing: missing.map(({ type }) => type) };
    if (missing.length === 0) return [finding(rule, 'PASS', '申报材料齐全', facts, ['materials'])];
    const clauses = [...rule.clauses, ...missing.map((one) => one.clause)];
    const message = `缺少：${missing.map(({ label }) => label).join('、')}`;
    return [finding({ ...rule, clauses }, 'FAIL', message, facts, ['materials'])];
  });
}

/** QBK-004. */
function judgeSamplePapers({ on, form }: SubmissionFacts): readonly Finding[] {
  const papers = form.materials.flatMap(({ type, itemName }) =>
    type === 'SAMPLE_PAPERS' && itemName !== null ? nameKey(itemName) : [],
  );
  return judgeOn(samplePaperRules, on, (rule) =>
    form.items.map(({ fullName }, at) => {
      const have = papers.filter((key) => key === nameKey(fullName)).length;
      const message = `该项目应提供${rule.perItem}套样卷，已提供${have}套`;
      const verdict = have >= rule.perItem ? 'PASS' : 'FAIL';
      return finding(rule, verdict, message, { have, need: rule.perItem }, ['items', `${at}`]);
    }),
  );
}

function required(clauses: readonly Clause[]): readonly RequiredMaterial[] {
  return materialTypes.map(([type, label], at) => ({ type, label, clause: clauses[at]! }));
}
