import { type Failure, type Finding, type LevelNumber, clause, judged, nameKey, skillLevels } from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { EvaluationMethod, PanelMember } from './recommendation.js';

/** 专家评估 (REC-015, EXP-003): by experts who have nothing to do with the recommender, and who fix the levels (PR: the form has none). */
export const evaluationRules = {
  methods: since76('REC-015', 'METHOD_REQUIRED', [
    clause('沪人社职〔2025〕76号', '一（二）2', '组织专家力量采取材料核验、专家论证等方式，对申报项目进行评估论证'),
  ]),
  panel: since76('EXP-003', 'RECUSAL_REQUIRED', [
    clause('沪人社职〔2025〕76号', '一（二）2', '市职鉴中心受市人力资源社会保障局委托，组织专家力量'),
  ]),
  levels: since76('CAT-004', 'INVALID_LEVEL_SET', [
    clause('沪人社职〔2025〕76号', '一（二）2', '遴选确定社会化职业技能等级认定职业（工种）范围'),
  ]),
  suitable: since76('REC-005', 'NOT_SUITABLE', [
    clause('沪人社职〔2025〕76号', '一（一）3', '应具备社会通用性强、专业性强等特点'),
  ]),
} as const;

/** Whether methods are named, OTHER with its text (REC-015). */
export function judgeMethods(methods: readonly EvaluationMethod[]): readonly Finding[] {
  const rule = evaluationRules.methods;
  const failures: readonly Failure[] = [
    ...(methods.length === 0 ? [{ message: '应写明评估方式', path: ['methods'] }] : []),
    ...methods.flatMap(({ kind, text }, at) =>
      kind === 'OTHER' && (text ?? '').trim() === ''
        ? [{ message: '其他方式应写明内容', path: ['methods', `${at}`, 'text'], code: 'FIELD_REQUIRED' as const }]
        : [],
    ),
  ];
  return judged(rule, failures, '已写明评估方式');
}

/** Whether the panel may evaluate what this body recommends (EXP-003): each expert once, none related to it. */
export function judgePanel(panel: readonly PanelMember[], recommenderName: string): readonly Finding[] {
  const own = nameKey(recommenderName);
  const failures: readonly Failure[] = [
    ...(panel.length === 0 ? [{ message: '应有评估专家', path: ['panel'], code: 'PANEL_EMPTY' as const }] : []),
    ...panel.flatMap(({ expertNo, employer, relatedTo }, at): readonly Failure[] => {
      const path = ['panel', `${at}`];
      if (panel.findIndex((one) => one.expertNo === expertNo) < at)
        return [{ message: '专家重复', path, code: 'DUPLICATE_EXPERT' }];
      const isRelated = [employer, ...relatedTo].some((body) => nameKey(body) === own);
      return isRelated ? [{ message: '专家与推荐单位有关联，应当回避', path, facts: { expertNo } }] : [];
    }),
  ];
  return judged(evaluationRules.panel, failures, '专家与推荐单位无关联');
}

/** Whether levels can be listed (CAT-004): at least one of the five that catalogues print, each once. */
export function judgeLevels(
  levels: readonly (LevelNumber | null)[],
  path: readonly string[] = ['levels'],
): readonly Finding[] {
  const printed = skillLevels.flatMap(({ number }) => number ?? []);
  const isSet = levels.length > 0 && new Set(levels).size === levels.length;
  const failures: readonly Failure[] = [
    ...(isSet ? [] : [{ message: '应写明等级，且不得重复', path }]),
    ...(levels.every((level) => level !== null && printed.includes(level))
      ? []
      : [{ message: '目录只列五级至一级', path }]),
  ];
  return judged(evaluationRules.levels, failures, '等级有效', { path });
}
