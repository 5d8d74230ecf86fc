import { evaluatePlain } from '../aggregate/expression.js';
import { encode } from '../bson/decode.js';
import { type Doc, entriesOf, isDoc, typeName } from '../bson/value.js';
import { badValue, CommandError } from '../errors.js';
import { planOf, select, type Selection } from '../plan/execute.js';
import { explainPlan } from '../plan/planner.js';
import type { Reader } from '../storage/kv.js';
import { countField, docField } from './options.js';
import {
  collectionOf,
  parseAggregate,
  parseFind,
  parseSelection,
  pipelineOf,
  pushDown,
  type ReadContext,
} from './produce.js';

/** What a command reads, and the stage its plan has on top of that. */
interface Explained {
  readonly selection: Selection;
  readonly filter: Doc;
  readonly sort: Doc;
  readonly top?: Doc;
}

type Explain = (context: ReadContext, db: string, body: Doc) => Explained;

const reading =
  (command: string, filter: string, limit: number, top?: Doc): Explain =>
  (context, db, body) => ({
    selection: parseSelection(collectionOf(context, db, body[command]), body, { filter, limit }, evaluatePlain),
    filter: docField(body, filter),
    sort: docField(body, 'sort'),
    ...(top ? { top } : {}),
  });

const writing =
  (command: string, statements: string, stage: string): Explain =>
  (context, db, body) => {
    const list = body[statements];
    const statement: unknown = Array.isArray(list) ? list[0] : undefined;
    if (!isDoc(statement) || (list as unknown[]).length > 1)
      throw badValue(`explained ${command} commands must have exactly one statement, found ${typeName(list)}`);
    const limit = command === 'update' ? (statement['multi'] === true ? 0 : 1) : countField(statement, 'limit', 1);
    return {
      ...reading(command, 'q', limit)(context, db, { ...statement, [command]: body[command] }),
      top: { stage },
    };
  };

const COMMANDS: ReadonlyMap<string, Explain> = new Map<string, Explain>([
  [
    'find',
    (context, db, body) => ({
      selection: parseFind(context, db, body).selection,
      filter: docField(body, 'filter'),
      sort: docField(body, 'sort'),
    }),
  ],
  [
    'aggregate',
    (context, db, body) => {
      const { filter, sort } = pushDown(pipelineOf(body));
      return { selection: parseAggregate(context, db, body).selection, filter, sort };
    },
  ],
  ['count', reading('count', 'query', 0, { stage: 'COUNT' })],
  ['distinct', reading('distinct', 'query', 0)],
  ['update', writing('update', 'updates', 'UPDATE')],
  ['delete', writing('delete', 'deletes', 'DELETE')],
  [
    'findAndModify',
    (context, db, body) =>
      reading('findAndModify', 'query', 1, { stage: body['remove'] === true ? 'DELETE' : 'UPDATE' })(context, db, body),
  ],
]);

/**
 * The plan of a read or write as MongoDB's `explain` words it, and with `run` what it examines; nothing is written.
 * @throws CommandError 59 for a command that cannot be explained
 */
function explainCommand(context: ReadContext, db: string, body: Doc, run: boolean): Doc {
  const [command = ''] = Object.keys(body);
  const explain = COMMANDS.get(command);
  if (!explain) throw new CommandError(59, `Explain failed due to unknown command: ${command}`);
  const explained = explain(context, db, body);
  const { selection, filter } = explained;
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: selection.collection.ns,
      parsedQuery: parsedQuery(filter),
      indexFilterSet: false,
      optimizationTimeMillis: 0,
      maxIndexedOrSolutionsReached: false,
      maxIndexedAndSolutionsReached: false,
      maxScansToExplodeReached: false,
      winningPlan: stagesOf(explained),
      rejectedPlans: [],
    },
    ...(run ? { executionStats: executionStats(context, explained) } : {}),
  };
}

/** Explains the command `inner` of the body; `run` also runs it. */
export function* explain(context: ReadContext, db: string, body: Doc): Iterable<Buffer> {
  const { inner, run } = body;
  yield encode(explainCommand(context, db, inner as Doc, run === true));
}

/** With equality written out, as MongoDB shows it. */
function parsedQuery(filter: Doc): Doc {
  const parts = entriesOf(filter).map(([name, operand]): Doc =>
    name.startsWith('$') || (isDoc(operand) && Object.keys(operand)[0]?.startsWith('$') === true)
      ? { [name]: operand }
      : { [name]: { $eq: operand } },
  );
  return parts.length > 1 ? { $and: parts } : (parts[0] ?? {});
}

/** `count` gives the figures of a stage where the plan has been run. */
function stagesOf({ selection, filter, sort, top }: Explained, count: (stage: string) => Doc = () => ({})): Doc {
  const plan = planOf(selection);
  const empty = selection.collection.indexes.length === 0;
  const withCounts = (stage: Doc): Doc => ({
    ...stage,
    ...count(String(stage['stage'])),
    ...(isDoc(stage['inputStage']) ? { inputStage: withCounts(stage['inputStage']) } : {}),
    ...(Array.isArray(stage['inputStages']) ? { inputStages: (stage['inputStages'] as Doc[]).map(withCounts) } : {}),
  });
  let stage: Doc = empty ? { stage: 'EOF' } : explainPlan(plan, filter);
  if (!empty && selection.sort.length > 0 && !plan.sorted)
    stage = {
      stage: 'SORT',
      sortPattern: sort,
      ...(selection.limit > 0 ? { limitAmount: selection.limit } : {}),
      inputStage: stage,
    };
  if (!empty && selection.skip > 0) stage = { stage: 'SKIP', skipAmount: selection.skip, inputStage: stage };
  if (!empty && selection.limit > 0 && (selection.sort.length === 0 || plan.sorted) && !top)
    stage = { stage: 'LIMIT', limitAmount: selection.limit, inputStage: stage };
  return withCounts(top ? { ...top, inputStage: stage } : stage);
}

function executionStats(context: ReadContext, explained: Explained): Doc {
  const { selection } = explained;
  const blocking = selection.sort.length > 0 && !planOf(selection).sorted;
  const read = { keys: 0, docs: 0 };
  const started = performance.now();
  // A blocking sort reads all that matches, once to sort and once to answer; only the first is counted.
  const all = blocking ? { ...selection, sort: [], skip: 0, limit: 0 } : selection;
  let found = 0;
  for (const { bytes } of select(counting(context.view, read), all, context.tick)) if (bytes.length > 0) found++;
  const kept = Math.max(0, found - (blocking ? selection.skip : 0));
  const nReturned = blocking && selection.limit > 0 ? Math.min(kept, selection.limit) : kept;
  const fetched = blocking ? found : found + Math.min(selection.skip, Math.max(0, read.docs - found));
  const returned: Readonly<Record<string, number>> = {
    IXSCAN: read.keys,
    FETCH: fetched,
    COLLSCAN: fetched,
    OR: read.keys,
  };
  const examined: Readonly<Record<string, Doc>> = {
    IXSCAN: { keysExamined: read.keys },
    FETCH: { docsExamined: read.docs },
    COLLSCAN: { docsExamined: read.docs },
  };
  return {
    executionSuccess: true,
    nReturned: explained.top ? 0 : nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: read.keys,
    totalDocsExamined: read.docs,
    executionStages: stagesOf(explained, (stage) => ({
      nReturned: explained.top?.['stage'] === stage ? 0 : (returned[stage] ?? nReturned),
      isEOF: 1,
      ...examined[stage],
    })),
    allPlansExecution: [],
  };
}

function counting(view: Reader, read: { keys: number; docs: number }): Reader {
  return {
    ...view,
    get(table, key) {
      if (table === 'records') read.docs++;
      return view.get(table, key);
    },
    *range(table, ...bounds) {
      for (const entry of view.range(table, ...bounds)) {
        if (table === 'keys') read.keys++;
        else if (table === 'records') read.docs++;
        yield entry;
      }
    },
  };
}
