import type { RequestScope } from '@shanghai/platform';
import type { GatewayContext } from '../request-context.js';
import type { Answered, Pipeline } from '../pipeline/pipeline.js';
import type { RegisterRow } from './register-columns.js';

/** Rows of one answer: as many as a page can have. */
const PAGE = 100;
/** Where what is wrong with the question has a status of its own. */
const ACCEPT = 'application/graphql-response+json';

/** One page of the register, as `PublicRegister` answers it. */
export interface RegisterAnswer {
  readonly asOf: string;
  readonly nodes: readonly RegisterRow[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** How the register is asked: the text of the operation, its variables, the download it is for, and what each page is asked with. */
export interface RegisterQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scope: RequestScope;
  readonly contextOf: () => Promise<GatewayContext>;
}

/** A page, or the answer that says why there is none, with its status. */
export type RegisterPageOutcome = { readonly page: RegisterAnswer } | { readonly failed: Answered };

/** Asks for one page as any client asks: with its rights, its rate and its budget. */
export async function askForPage(
  pipeline: Pipeline,
  { query, variables, scope, contextOf }: RegisterQuestion,
  after: string | null,
): Promise<RegisterPageOutcome> {
  const asked = {
    query,
    operationName: 'PublicRegister',
    variables: { ...variables, first: PAGE, after },
    isContinued: after !== null,
    accept: ACCEPT,
  };
  const answered = await contextOf().then(
    async (context) => pipeline.answer(asked, context),
    (error: unknown) => pipeline.refuse(error, scope, ACCEPT),
  );
  const { data, errors = [] } = JSON.parse(String(answered.body)) as Answer;
  if (data?.register) return { page: data.register };
  const isTheirs = errors.every(({ extensions }) => extensions?.code === 'BAD_USER_INPUT');
  return { failed: answered.status === 200 ? { ...answered, status: isTheirs ? 400 : 503 } : answered };
}

/**
 * Every page from the first one on, which is at hand, all of the day of the first.
 * @throws Error when a page is not answered: the download then breaks off and is not taken for whole
 */
export async function* pagesFrom(
  pipeline: Pipeline,
  question: RegisterQuestion,
  first: RegisterAnswer,
): AsyncGenerator<readonly RegisterRow[]> {
  const variables = { ...question.variables, asOf: first.asOf };
  for (let page = first; ;) {
    yield page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    const next = await askForPage(pipeline, { ...question, variables }, page.pageInfo.endCursor);
    if ('failed' in next) throw new Error(`a page of the register was answered with ${next.failed.status}`);
    page = next.page;
  }
}

interface Answer {
  readonly data?: { readonly register?: RegisterAnswer | null } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}
