import { type LevelNumber, dayAt } from '@shanghai/kernel';
import { judgeLevels } from '../evaluation-rules.js';
import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import { publicityOf } from '../publicity-rules.js';

/** 专家评估通过: the experts have fixed the levels, and publicity begins (REC-015, REC-016). */
export async function passExpertEvaluation(
  acting: Acting,
  on: OnRecommendation,
  levels: readonly (LevelNumber | null)[],
): Promise<RecommendationOutcome> {
  const { now } = acting;
  return performOnRecommendation(
    acting,
    on,
    verb({
      act: 'passExpertEvaluation',
      payload: { levels },
      judge: () => judgeLevels(levels),
      next: ({ evaluation }) => {
        const count = publicityOf(dayAt(now));
        const fixed = levels.flatMap((level) => level ?? []).toSorted((a, b) => b - a);
        return {
          evaluation: { ...evaluation!, result: 'PASSED', levels: fixed, decidedAt: now },
          publicity: { publishedAt: now, endsOn: count.determined ? count.lastDay : null },
        };
      },
    }),
  );
}
