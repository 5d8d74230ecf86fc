import { type Day, day } from '@shanghai/kernel';
import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { PublishedEvaluation } from './published-evaluation.js';
import {
  countPublishedEvaluations,
  evaluationsPublishedFirst,
  findPublishedEvaluations,
} from './published-evaluation-store.js';

/** One page of published results; they are counted when the number is asked for. */
export type PublishedEvaluationPage = Page<PublishedEvaluation, () => Promise<number>>;

/** Before the first day on which anything can have been published. */
const EVER = day('2000-01-01');

/** 备案期满评估结果公布: the newest first, to everyone. */
export async function listPublishedEvaluations(
  store: Connection,
  { today, ...page }: PageArguments & { readonly today: Day },
): Promise<PublishedEvaluationPage> {
  const request = { page, order: evaluationsPublishedFirst, filter: { list: 'published evaluations' } };
  const span = { from: EVER, to: today };
  const rows = await findPublishedEvaluations(store, span, pageQuery(request));
  return pageOf(request, rows, async () => countPublishedEvaluations(store, span));
}
