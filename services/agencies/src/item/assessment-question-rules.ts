import { type Day, type DistrictCode, type Finding, finding, undetermined } from '@shanghai/kernel';
import type { Agency } from '../agency/agency.js';
import { judgeFileable } from '../application/item-standard-rules.js';
import { judgeRestrictions } from '../application/credit-rules.js';
import type { ActiveRestriction } from '../application/submission-facts.js';
import { type FiledItem, subjectOf } from './filed-item.js';
import { type AskedSite, judgeSites } from './site-question-rules.js';
import { type CandidateKind, judgeCandidate } from './candidate-rules.js';
import {
  type AskedLevel,
  type Assessability,
  type MayAssess,
  type ScopeFacts,
  assessabilityOf,
  filingScope,
  judgeFiledItem,
} from './may-assess-rules.js';

/** 可否评价: what is asked of an agency beside which item. */
export interface AssessmentQuestion {
  readonly on: Day;
  readonly level: AskedLevel;
  readonly district: DistrictCode | null;
  readonly candidateKind: CandidateKind | null;
}

/** What is known of the agency that is asked about. */
export interface AssessmentFacts {
  readonly agency: Pick<Agency, 'sitesKnown'>;
  /** Its sites of all days, recommended or not; needed where a district is asked for. */
  readonly sites: readonly AskedSite[];
  /** The filed items that the question means, of all its filings and days. */
  readonly items: readonly (Pick<FiledItem, '_id' | 'agencyType' | 'itemId' | 'mappingId' | 'nameKey'> & ScopeFacts)[];
  /** Null while something that supervision told could not be taken. */
  readonly restrictions: readonly ActiveRestriction[] | null;
  /** Whether the list in force on the day has the item; null when it is not known, or the filing names no catalogue rows. */
  readonly isListed: boolean | null;
  /** Whether the published lists know the item that is asked for: else what it was called before is not known either. */
  readonly isItemKnown: boolean;
}

/** An answer with every reason, and the filed item it rests on. */
export interface AssessmentAnswer extends Assessability {
  readonly filedItemId: string | null;
  readonly findings: readonly Finding[];
}

const best: readonly MayAssess[] = ['YES', 'UNDETERMINED', 'NO'];

/**
 * Whether an agency may assess: by its filing and scope, its restrictions, its sites and whom it may assess, all at once. Of
 * several filed items the one that says most answers. What is not known is never a yes.
 */
export function answerQuestion(question: AssessmentQuestion, facts: AssessmentFacts): AssessmentAnswer {
  const common = judgeRestrictions({ on: question.on, ...facts });
  const answers = facts.items.map((item): AssessmentAnswer => {
    const findings = [
      ...judgeFiledItem(item, question.on, question.level),
      ...(question.candidateKind ? [judgeCandidate(item.agencyType, question.candidateKind, question.on)] : []),
      ...common,
      ...judgeSites(question, facts, subjectOf(item)),
      ...judgeListing(question, facts),
    ];
    return { ...assessabilityOf(findings), filedItemId: item._id, findings };
  });
  const nowhere = [...common, ...judgeSites(question, facts, null)];
  return answers.sort((a, b) => rankOf(a) - rankOf(b))[0] ?? notFiled(nowhere, facts);
}

function rankOf({ mayAssess, findings }: AssessmentAnswer): number {
  return best.indexOf(mayAssess) * 100 + findings.filter(({ verdict }) => verdict === 'FAIL').length;
}

/** Nothing is filed under that item; where it is not known what the item was called before, that cannot be told. */
function notFiled(common: readonly Finding[], { isItemKnown }: AssessmentFacts): AssessmentAnswer {
  const rule = { ...filingScope, force: 'MUST', code: 'OUT_OF_FILING_SCOPE' } as const;
  const missing = {
    code: 'CATALOGUE_EDITION',
    message: '尚未取得列有该项目的目录，无法核对承继前后的项目',
    facts: {},
  } as const;
  const own = isItemKnown ? finding(rule, 'FAIL', '该项目不在该机构的备案范围内') : undetermined(rule, missing);
  const findings = [own, ...common];
  return { ...assessabilityOf(findings), filedItemId: null, findings };
}

/** 目录 in force on the day (CAT-011): a remark, since absence from it proves nothing and ends nothing. */
function judgeListing({ on }: AssessmentQuestion, { isListed }: AssessmentFacts): readonly Finding[] {
  return isListed === null ? [] : judgeFileable(on, isListed, []);
}
