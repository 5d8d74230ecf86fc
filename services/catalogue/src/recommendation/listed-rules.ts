import { type Finding, clause, dayAt, judged, judgeOn, undetermined } from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { SubmissionFacts } from './submission-facts.js';

/**
 * 已纳入目录的无需重复推荐 (REC-014): what the catalogue of the day lists under this name, or under another by its renames. More
 * levels of such an item can be recommended with a reason (PR, to be confirmed).
 */
export const listedRule = since76('REC-014', 'ALREADY_IN_CATALOGUE', [
  clause(
    '沪人社职〔2025〕76号',
    '附件1 填表说明8',
    '已纳入社会培训评价组织征集遴选职业（工种）目录（见附件2）的无需重复推荐',
  ),
]);

/** Whether the occupation is listed already (REC-014). */
export function judgeListed({ form, at, listed }: SubmissionFacts): readonly Finding[] {
  const path = ['occupation'];
  const { state, edition, item, candidates } = listed;
  return judgeOn([listedRule], dayAt(at), () => {
    if (!edition) return [undetermined(listedRule, catalogueMissing, {}, path)];
    const names = state === 'RESOLVED' ? [item!.fullName] : candidates.map(({ fullName }) => fullName);
    const facts = { edition: edition.id, listedAs: names };
    if (state === 'NOT_IN_CATALOGUE') return judged(listedRule, [], `${edition.id}版目录未列`, { path, facts });
    const isExtension = (form.levelExtensionReason ?? '').trim() !== '';
    const failures = isExtension ? [] : [{ message: `${edition.id}版目录已列${names.join('、')}，无需重复推荐` }];
    return judged(listedRule, failures, '目录已列，推荐扩充等级', { path, facts: { ...facts, isExtension } });
  });
}

const catalogueMissing = {
  code: 'CATALOGUE_EDITION',
  message: '当日没有施行中的目录，无法判断是否已纳入',
  facts: {},
} as const;
