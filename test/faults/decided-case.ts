import type { DevelopmentClaims } from '@shanghai/gateway';
import { stableId } from '@shanghai/kernel';
import type { Json } from '../graph/graph.js';
import { type FiveProcesses, until } from './five-processes.js';

/** An invented agency with a case against it. */
export interface CaseOf {
  readonly no: number;
  readonly id: string;
  readonly version: number;
}

/** A bearer of its own for each case, within the rate of one. */
const bureau = (no: number): DevelopmentClaims => ({ sub: `bureau-${no}`, role: 'BUREAU' });
const DONE = '... on CaseActDone { violationCase { id version status } } ... on Refused { refusals { code } }';

async function act(graph: FiveProcesses, no: number, name: string, given: string): Promise<Json> {
  const key = `idempotencyKey: "${name}-${no}"`;
  const { done } = await graph.as(bureau(no))(`mutation { done: ${name}(${given}, ${key}) { ${DONE} } }`);
  if (!done.violationCase) throw new Error(`${name}: ${JSON.stringify(done)}`);
  return done.violationCase;
}

/** A case against the agency of a number, under investigation. */
export async function investigatedCase(graph: FiveProcesses, no: number): Promise<CaseOf> {
  const subject = `subjectType: AGENCY, agencyId: "${stableId('agency', 'graph', no)}", filingId: "${filingOf(no)}"`;
  const what = 'source: INSPECTION, matter: OTHER, summary: "示例情况", actOn: "2026-10-20"';
  const registered = await act(graph, no, 'registerCase', `clue: { ${subject}, ${what} }`);
  const { id, version } = await act(graph, no, 'investigateCase', `id: "${registered.id}", version: 1`);
  return { no, id, version };
}

/** Suspends the filing and restricts the agency. Asked again, because nobody answered, it is decided once. */
export async function decide(graph: FiveProcesses, { no, id, version }: CaseOf): Promise<void> {
  const measures = 'tier: SERIOUS, measures: [WARNING, TIME_LIMITED_RECTIFICATION, SUSPEND_EVALUATION]';
  const restricted = 'restrictions: [{ kind: EVALUATION, from: "2026-11-01", basis: "示例依据" }]';
  const decision = `${measures}, rectificationDueOn: "2026-12-01", reason: "示例理由", ${restricted}`;
  await act(graph, no, 'decideCase', `id: "${id}", version: ${version}, decision: { ${decision} }`);
}

/** Waits until the filing is suspended, as everybody sees it. */
export async function suspendedFiling(graph: FiveProcesses, { no }: CaseOf): Promise<void> {
  const ask = graph.as(bureau(no));
  await until(async () => {
    const { filing } = await ask(`{ filing(id: "${filingOf(no)}") { state { status } } }`);
    return filing.state.status === 'SUSPENDED' || undefined;
  });
}

/** Waits until the case has been told of its effect, and gives it as it is then. */
export async function answeredCase(graph: FiveProcesses, { no, id }: CaseOf): Promise<Json> {
  const ask = graph.as(bureau(no));
  return until(async () => {
    const { violationCase } = await ask(
      `{ violationCase(id: "${id}") { id status version isEffectMissing effects { kind status appliedOn byEvent } } }`,
    );
    return violationCase.status === 'RECTIFYING' ? violationCase : undefined;
  });
}

/** The filing of the agency of a number. */
export function filingOf(no: number): string {
  return stableId('filing', 'graph', no);
}
