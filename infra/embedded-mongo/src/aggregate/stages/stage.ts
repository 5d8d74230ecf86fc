import { type Doc, isDoc, typeName } from '../../bson/value.js';
import { CommandError, failedToParse } from '../../errors.js';
import type { Evaluate } from '../expression.js';

/** What every stage is given and gives. */

/** Turns a stream of documents into another; lazy, so that a later `$limit` stops the earlier stages. */
export type Transform = (docs: Iterable<Doc>) => Iterable<Doc>;

/** What stages may ask of the store. */
export interface PipelineSource {
  /** Documents of a collection of the same database that match, an index used where one serves. */
  find(collection: string, filter: Doc): Iterable<Doc>;
}

export interface PipelineContext {
  readonly source: PipelineSource;
  readonly variables: Doc;
  readonly evaluate: Evaluate;
  /** Compiles the pipelines inside a stage, which may bind variables of their own. */
  readonly compile: (stages: readonly unknown[], context: PipelineContext) => Transform;
  /** The same source with other variables. */
  readonly withVariables: (variables: Doc) => PipelineContext;
}

/** @throws CommandError for an operand that is wrong whatever the documents */
export type CompileStage = (operand: unknown, context: PipelineContext) => Transform;

/** Blocking stages may hold this many bytes of documents. Source: MongoDB's limit for one stage, without spilling to disk. */
export const STAGE_MEMORY = 100 * 1024 * 1024;

export function stageDoc(operand: unknown, stage: string): Doc {
  if (isDoc(operand)) return operand;
  throw failedToParse(`the ${stage} stage specification must be an object, found ${typeName(operand)}`);
}

/** The one operator of a stage. @throws CommandError 40323 or 40324 */
export function stageName(stage: unknown): string {
  if (!isDoc(stage)) throw typeMismatchStage();
  const names = Object.keys(stage);
  if (names.length !== 1)
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  return names[0] as string;
}

const typeMismatchStage = (): CommandError =>
  new CommandError(14, "Each element of the 'pipeline' array must be an object");
