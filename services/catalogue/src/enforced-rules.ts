import {
  type RowsOfFile,
  type RuleHome,
  answered,
  carriedOut,
  homesInFiles,
  homesInMachine,
  mergeHomes,
  precedenceRules,
  textOnly,
} from '@shanghai/kernel';
import * as publicationRules from './edition/publication-rules.js';
import * as eligibilityRules from './recommendation/eligibility-rules.js';
import * as evaluationRules from './recommendation/evaluation-rules.js';
import * as formRules from './recommendation/form-rules.js';
import * as industryRules from './recommendation/industry-rules.js';
import * as listedRules from './recommendation/listed-rules.js';
import * as materialRules from './recommendation/material-rules.js';
import * as publicityRules from './recommendation/publicity-rules.js';
import * as recommendationMachine from './recommendation/recommendation-machine.js';
import * as recommenderRules from './recommendation/recommender-rules.js';
import * as transitionRules from './recommendation/transition-rules.js';
import * as windowRules from './recommendation/window-rules.js';

const SOURCE = 'services/catalogue/src';

/** The files whose rows refuse or remark. A new one is an import and a line. */
const enforcing: readonly RowsOfFile[] = [
  [`${SOURCE}/edition/publication-rules.ts`, publicationRules],
  [`${SOURCE}/recommendation/eligibility-rules.ts`, eligibilityRules],
  [`${SOURCE}/recommendation/evaluation-rules.ts`, evaluationRules],
  [`${SOURCE}/recommendation/form-rules.ts`, formRules],
  [`${SOURCE}/recommendation/industry-rules.ts`, industryRules],
  [`${SOURCE}/recommendation/listed-rules.ts`, listedRules],
  [`${SOURCE}/recommendation/material-rules.ts`, materialRules],
  [`${SOURCE}/recommendation/publicity-rules.ts`, publicityRules],
  [`${SOURCE}/recommendation/recommendation-machine.ts`, recommendationMachine],
  [`${SOURCE}/recommendation/recommender-rules.ts`, recommenderRules],
  [`${SOURCE}/recommendation/transition-rules.ts`, transitionRules],
  [`${SOURCE}/recommendation/window-rules.ts`, windowRules],
];

/** The files of the kernel whose rows answer a question here. */
const answering: readonly RowsOfFile[] = [['services/kernel/src/notices/precedence.ts', precedenceRules]];

/** What this service does about the ledger: derived from its rows, and said where a rule has none. */
export const enforcedRules: readonly RuleHome[] = mergeHomes([
  ...homesInFiles('ENFORCED', enforcing),
  ...homesInFiles('QUERYABLE', answering).filter(({ rule }) => rule === 'MET-001' || rule === 'MET-002'),
  ...homesInMachine(recommendationMachine.transitions),
  ...carriedOut(['CAT-001', 'CAT-002', 'CAT-003', 'CAT-005'], 'Mutation.publishEdition'),
  ...carriedOut(['REC-002'], 'Mutation.submitRecommendation'),
  ...answered(['MET-001', 'MET-002'], 'PolicyRule.precedence'),
  ...answered(
    ['CAT-001', 'CAT-002', 'DIS-001'],
    'Query.catalogueEditions',
    'Query.catalogueAsOf',
    'Query.catalogueItems',
  ),
  ...answered(['DIS-004'], 'Query.publicisedOccupations'),
  ...answered(['DIS-009'], 'Query.notices'),
  textOnly('MET-003', '通知未涉及的事项适用其他规定，其文本不在本系统'),
  textOnly('MET-004', '实施细则另行印发，尚无文本'),
  textOnly('CAT-008', '国家职业标准的文本不在本系统，无从比对'),
  textOnly('POL-001', '激励政策，由企业落实'),
  textOnly('POL-002', '试点方向，无可计算的内容'),
  textOnly('POL-003', '试点方向，无可计算的内容'),
  textOnly('POL-004', '评价资源建设的职责，无可计算的内容'),
  textOnly('POL-005', '鼓励性规定，无可计算的内容'),
  textOnly('POL-006', '征集遴选的方向，无可计算的内容'),
]);
