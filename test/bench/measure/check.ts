import { answersOf, type RunningContender } from '../contenders/running.js';
import { type BenchQuery, bodiesOf } from '../queries.js';
import { differenceOf } from './answers.js';

/** A contender that does not answer a query as the reference does, and one example of it. */
export interface Difference {
  readonly contender: RunningContender;
  readonly query: string;
  readonly what: string;
}

/** Which contenders answer a query otherwise than the reference, or with errors. */
export async function differencesOf(
  query: BenchQuery,
  reference: RunningContender,
  contenders: readonly RunningContender[],
): Promise<readonly Difference[]> {
  const bodies = bodiesOf(query, 'on');
  const right = await answersOf(reference, bodies);
  const differences: Difference[] = [];
  for (const contender of contenders) {
    // Twice: the second time from a cache, where there is one.
    const seen = [...(await answersOf(contender, bodies)), ...(await answersOf(contender, bodies))];
    const [what] = seen.flatMap((answer, i) => differenceOf(right[i % right.length]!, answer) ?? []);
    if (what !== undefined) differences.push({ contender, query: query.name, what });
  }
  return differences;
}
