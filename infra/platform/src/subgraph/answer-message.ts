import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { AssertedRequest } from '../access/assertion.js';
import { countCommands } from '../store/command-count.js';
import { inReadLimit } from '../store/read-limit.js';

/** One GraphQL request as its JSON says it, from whom, and for how long its answer is worth anything. */
export interface GraphMessage {
  readonly body: unknown;
  readonly asserted: AssertedRequest;
  /** Aborted when nobody waits any more. */
  readonly gone: AbortSignal;
  /** Undefined where nobody has said. */
  readonly timeoutMs: number | undefined;
}

/** An answer as text. */
export interface AnsweredMessage {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly text: string;
  /** Commands that it sent to the store. */
  readonly commands: number;
}

const MUTATION = /^\s*mutation\b/;
const JSON_HEADERS = new HeaderMap([['content-type', 'application/json']]);

/** Makes the function that answers a message, however it came. Reads are bounded by their time; an act that was begun is ended. */
export function answerMessages<Context extends BaseContext>(
  graphql: ApolloServer<Context>,
  contextOf: (request: AssertedRequest) => Context,
): (message: GraphMessage) => Promise<AnsweredMessage> {
  async function execute({ body, asserted }: GraphMessage): Promise<Omit<AnsweredMessage, 'commands'>> {
    const {
      status = 200,
      headers,
      body: answer,
    } = await graphql.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers: JSON_HEADERS, search: '', body },
      context: async () => contextOf(asserted),
    });
    // There is no `@defer`, so that every answer is whole.
    return { status, headers, text: answer.kind === 'complete' ? answer.string : '' };
  }

  return async (message) => {
    const { gone: signal, timeoutMs } = message;
    const run = async () => countCommands(async () => execute(message));
    const isBounded = timeoutMs !== undefined && !isMutation(message.body);
    const { result, commands } = await (isBounded
      ? inReadLimit({ signal, until: performance.now() + timeoutMs }, run)
      : run());
    return { ...result, commands };
  };
}

function isMutation(body: unknown): boolean {
  const query = (body as { readonly query?: unknown } | null)?.query;
  return typeof query === 'string' && MUTATION.test(query);
}
