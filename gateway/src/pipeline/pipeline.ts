import { type Logger, type RequestScope, serverTiming } from '@shanghai/platform';
import { getVariableValues, OperationTypeNode } from 'graphql';
import { createAccessCheck } from '../access/access-check.js';
import { createUrlCheck } from '../access/url-check.js';
import type { KeptAnswers } from '../cache/kept-answers.js';
import type { Executor, RequestCost } from '../execution/executor.js';
import { badRequest } from '../http/refused.js';
import { costBudgets } from '../limits/budgets.js';
import { createCostCheck, type Price } from '../limits/cost-check.js';
import { documentLimits } from '../limits/document-limits.js';
import { createIntrospectionCheck } from '../limits/introspection-check.js';
import { codesOf, noteOperation } from '../observe/note-operation.js';
import type { GatewayContext } from '../request-context.js';
import { type CallsPerSubgraph, createBusyCheck } from '../traffic/busy-check.js';
import type { LookupLimit } from '../traffic/lookup-limit.js';
import { createErrorView } from './error-answer.js';
import { givenFrom, publicFor } from './given-answer.js';
import { mediaTypeFor } from './media-type.js';
import { createKnownQuestions } from './known-questions.js';
import { createPreparedDocuments } from './prepared-documents.js';
import { byPostAlone, ofExecution, unresolved } from './request-errors.js';
import { type Answered, type Result, written } from './written-answer.js';

export type { Answered } from './written-answer.js';

/** One operation that a client asks for, as it was read from its request. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether only what it would cost is asked for. */
  readonly isCostOnly?: boolean;
  /** Whether it goes on with what has been answered in part, and is not turned away for what else is asked now. */
  readonly isContinued?: boolean;
  /** Whether it came by GET, by which nothing may be done. */
  readonly isRead?: boolean;
  /** The media types that the client takes. */
  readonly accept?: string | undefined;
  /** The whole text that it was read from, where that says everything of it. */
  readonly text?: string | undefined;
}

/** GraphQL over HTTP from a question to the bytes of its answer. It knows no server. */
export interface Pipeline {
  /** Answers a question; whatever is wrong is part of the answer. */
  answer(asked: Asked, context: GatewayContext): Promise<Answered>;
  /** The answer that is at hand for a text which was asked before; undefined where it has to be read. */
  recall(text: string, accept: string | undefined, context: GatewayContext): Answered | undefined;
  /** Reads and plans a document of one operation before it is asked. It throws what is wrong with it. */
  warm(query: string): void;
  /** The answer to a request that is refused before there is a question. */
  refuse(error: unknown, scope: RequestScope, accept?: string): Answered;
}

export interface PipelineOptions {
  readonly log: Logger;
  readonly production: boolean;
  /** The names of the named operations. */
  readonly known: ReadonlySet<string>;
  /** Whether the graph says who may read what. */
  readonly hasAccessRules: boolean;
  /** Answers that may be given again; without them each is made. */
  readonly kept?: KeptAnswers | undefined;
  /** Absent where look-ups are not counted. */
  readonly lookups?: LookupLimit | undefined;
  readonly callsPerSubgraph?: CallsPerSubgraph | undefined;
}

const ACT_BY_GET = 'a GET asks; acts are sent by POST';

/** The one way from a question to its answer: read, may it be asked, may it cost so much, execute, tell. */
export function createPipeline(executor: Executor, options: PipelineOptions): Pipeline {
  const { log, production, known, hasAccessRules, kept, lookups } = options;
  const prepare = createPreparedDocuments(executor, { limits: documentLimits, hidesSchema: production });
  const checkAccess = hasAccessRules ? createAccessCheck(executor) : () => undefined;
  const checkCost = createCostCheck(executor, hasAccessRules ? costBudgets : undefined);
  const checkBusy = createBusyCheck(executor, options.callsPerSubgraph);
  const checkUrl = createUrlCheck(executor);
  const checkIntrospection = production ? createIntrospectionCheck() : () => undefined;
  const show = createErrorView(log);
  const questions = createKnownQuestions(executor);

  async function execute(asked: Asked, context: GatewayContext, noted: Noted): Promise<Result> {
    const { query, variables, isCostOnly = false, isContinued = false, isRead = false } = asked;
    const { document, hash, operation: find, nameAmong } = prepare(query);
    noted.documentHash = hash;
    const operation = find(asked.operationName);
    const operationName = nameAmong(asked.operationName);
    noted.name = operation.name?.value;
    if (isRead && operation.operation !== OperationTypeNode.QUERY) throw byPostAlone(ACT_BY_GET);
    if (isRead) checkUrl(document, operation);
    checkAccess(context.caller, document, operation);
    // Validation passes over operations of a kind that the graph has none of.
    if (!executor.schema.getRootType(operation.operation)) throw unresolved(`there is no ${operation.operation}`);
    const { coerced, errors } = getVariableValues(executor.schema, operation.variableDefinitions ?? [], variables);
    if (errors) return { shown: show(errors.map(ofExecution), context.scope) };
    const price = checkCost({ document, operation, coerced, caller: context.caller, isCostOnly });
    checkIntrospection(context.caller, document);
    if (isCostOnly) return { data: null, extensions: { cost: { estimate: price.estimate, budget: price.budget } } };
    const taken = lookups?.take(context, document, operation);
    if (taken) await taken;
    const question = { document, documentHash: hash, operation, operationName, variables, coerced };
    const make = async (): Promise<Result> => {
      if (!isContinued) checkBusy(question);
      const { data, errors } = await executor.execute(question, context);
      const shown = errors && show(errors.map(ofExecution), context.scope);
      return { data, shown, extensions: extensionsOf(price, data) };
    };
    if (operation.operation === OperationTypeNode.MUTATION) return make().finally(() => kept?.noteAct(question));
    const place = kept?.placeOf(question, context);
    if (!place) return make();
    const near = place.peek();
    // Nothing was waited for since it was read, unless it is counted.
    if (near !== undefined && asked.text !== undefined && !taken)
      questions.keep(asked.text, { role: context.caller.role, question });
    const result = near === undefined ? await givenFrom(place, make) : { body: near };
    return isRead && result.body !== undefined ? { ...result, headers: [publicFor(place.seconds)] } : result;
  }

  function refuse(error: unknown, scope: RequestScope, accept?: string): Answered {
    const shown = show([error], scope);
    Object.assign(scope.facts, { errorCodes: codesOf(shown.errors) });
    return written({ shown: { ...shown, status: shown.status ?? 500 } }, accept);
  }

  const told = ({ cost }: GatewayContext): Answered['headers'] =>
    production ? [] : [['server-timing', costTold(cost)]];

  return {
    refuse,
    warm(query) {
      const { document, hash, operation } = prepare(query);
      operation(undefined);
      executor.subgraphsOf({ document, documentHash: hash, operationName: undefined });
    },
    recall(text, accept, context) {
      const question = questions.find(text, context.caller.role);
      if (!question || mediaTypeFor(accept) === undefined) return undefined;
      const body = kept?.placeOf(question, context)?.peek();
      if (body === undefined) return undefined;
      const { documentHash, operation } = question;
      noteOperation(known, { name: operation.name?.value, documentHash, errors: [], context });
      return written({ body }, accept, told(context));
    },
    async answer(asked, context) {
      // Before anything is done that its caller could not be told of.
      if (mediaTypeFor(asked.accept) === undefined) return refuse(notAcceptable(), context.scope, asked.accept);
      const noted: Noted = {};
      let result: Result;
      try {
        result = await execute(asked, context, noted);
      } catch (error) {
        const shown = show(error instanceof AggregateError ? error.errors : [error], context.scope);
        result = { shown: { ...shown, status: shown.status ?? 500 } };
      }
      const { name, documentHash } = noted;
      noteOperation(known, { name, documentHash, errors: result.shown?.errors ?? [], context });
      return written(result, asked.accept, told(context));
    },
  };
}

/** What is told of a request as far as it is known. */
interface Noted {
  name?: string | undefined;
  documentHash?: string | undefined;
}

/** The header by which an answer tells what it has cost. */
function costTold({ subgraphs, store }: RequestCost): string {
  return serverTiming({ subgraphs, store });
}

function extensionsOf(price: Price, data: Result['data']): Result['extensions'] {
  if (!data) return undefined;
  return { cost: { estimate: price.estimate, actual: price.actual(data), budget: price.budget } };
}

function notAcceptable(): Error {
  return badRequest('an answer is application/json or application/graphql-response+json', 406);
}
