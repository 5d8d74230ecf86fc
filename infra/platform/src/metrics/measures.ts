import { Counter, Histogram } from 'prom-client';
import { registry } from './registry.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function duration<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
  return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [registry] });
}

function count<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
  return new Counter({ name, help, labelNames, registers: [registry] });
}

const requests = duration('http_request_duration_seconds', 'Answered HTTP requests, by known operation', [
  'service',
  'route',
  'operation',
  'status',
]);
const subgraphCalls = duration('graph_subgraph_call_duration_seconds', 'Calls of subgraphs', ['subgraph', 'outcome']);
const errors = count('graph_errors_total', 'Errors in answers, by code', ['service', 'code']);
const refusals = count('graph_refusals_total', 'Requests refused by a limit or a rule, by reason', ['reason']);
const reloads = count('graph_supergraph_reloads_total', 'Changed supergraphs, loaded or refused', ['outcome']);
const cached = count(
  'graph_kept_answers_total',
  'Answers that may be kept: found in this process, found in Redis, or made',
  ['found'],
);
const spans = count('trace_spans_total', 'Spans that have ended, and what became of them', ['outcome']);
const commands = duration('store_command_duration_seconds', 'Commands to the store', ['command', 'outcome']);

/** An answered request. Labels are bounded: routes, known operations, classes of status. */
export interface RequestMeasure {
  readonly service: string;
  /** The pattern of the route; `none` where there is none. */
  readonly route: string;
  /** The name of a known operation, `other`, or nothing for what is not the graph. */
  readonly operation: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
}

/** Counts an answered request with its duration. */
export function measureRequest({ service, route, operation = '', status, milliseconds }: RequestMeasure): void {
  const ofClass = `${Math.floor(status / 100)}xx`;
  requests.observe({ service, route, operation, status: ofClass }, milliseconds / 1000);
}

/** Counts a call of a subgraph with its duration. */
export function measureSubgraphCall(subgraph: string, outcome: 'answered' | 'failed', milliseconds: number): void {
  subgraphCalls.observe({ subgraph, outcome }, milliseconds / 1000);
}

/** Counts a command to the store with its duration. */
export function measureCommand(command: string, outcome: 'succeeded' | 'failed', milliseconds: number): void {
  commands.observe({ command, outcome }, milliseconds / 1000);
}

/** Counts an error of an answer; the code is one of the list. */
export function countError(service: string, code: string): void {
  errors.inc({ service, code });
}

/** Counts a request that a limit or a rule has refused; the reason is a constant of the code that refuses. */
export function countRefusal(reason: string): void {
  refusals.inc({ reason });
}

/** Counts an answer that may be kept, by where it was found. */
export function countCached(found: 'NEAR' | 'SHARED' | 'MADE'): void {
  cached.inc({ found });
}

/** Counts spans: what has ended and was neither sent nor lost waits, or was dropped because too many do. */
export function countSpans(outcome: 'ended' | 'sent' | 'lost', number: number): void {
  spans.inc({ outcome }, number);
}

/** Counts a changed supergraph. */
export function countReload(outcome: 'loaded' | 'refused'): void {
  reloads.inc({ outcome });
}
