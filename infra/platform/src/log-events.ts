/** One name for each thing that is logged, by which searches and alarms find it; the sentence beside it may change. */
export const LogEvent = {
  /** A request has been answered, or its client has gone. */
  REQUEST: 'REQUEST',
  /** A request met an error that is ours; the caller sees a masked one. */
  FAULT: 'FAULT',
  SUBGRAPH_FAULT: 'SUBGRAPH_FAULT',
  SUBGRAPH_UNANSWERED: 'SUBGRAPH_UNANSWERED',
  /** The named operations are planned before they are asked. */
  OPERATIONS_PLANNED: 'OPERATIONS_PLANNED',
  OPERATION_UNPLANNED: 'OPERATION_UNPLANNED',
  SUPERGRAPH_LOADED: 'SUPERGRAPH_LOADED',
  SUPERGRAPH_REFUSED: 'SUPERGRAPH_REFUSED',
  /** A subgraph was asked by someone who is no gateway, or by one with another key. */
  ASSERTION_REFUSED: 'ASSERTION_REFUSED',
  /** One sender looks up more records by what stands on them than a person would: it may be trying numbers. */
  LOOKUPS_EXCEEDED: 'LOOKUPS_EXCEEDED',
  TOKEN_KEYS_UNAVAILABLE: 'TOKEN_KEYS_UNAVAILABLE',
  STORE_FAULT: 'STORE_FAULT',
  /** A refused act is refused and not in the audit. */
  AUDIT_FAULT: 'AUDIT_FAULT',
  /** Other processes are not woken through Redis and find out by themselves, a little later. */
  WAKING_FAULT: 'WAKING_FAULT',
  /** Answers are made and not found in Redis for now. */
  CACHE_FAULT: 'CACHE_FAULT',
  /** Each gateway counts requests for itself for now, and not with others in Redis. */
  COUNTING_FAULT: 'COUNTING_FAULT',
  /** Answers of a subgraph are not kept as long as it does not tell what changes. */
  FRESHNESS_UNTOLD: 'FRESHNESS_UNTOLD',
  /** At the start; it is asked again by `/readyz` and by what uses it. */
  REDIS_UNANSWERED: 'REDIS_UNANSWERED',
  STOP_BROKE_REQUESTS: 'STOP_BROKE_REQUESTS',
  /** The endpoint of traces does not take them; once, until it has taken some again. */
  TRACES_UNSENT: 'TRACES_UNSENT',
} as const;
