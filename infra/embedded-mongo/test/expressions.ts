import { expect, test } from '@jest/globals';
import { type Collection, type Document, Int32, MongoServerError } from 'mongodb';
import { useServer } from './harness.js';

/** An expression, its value with its BSON type (an int32 as a number, undefined for missing), and the document it is over. */
export type Row = [expression: unknown, value: unknown, doc?: Document];
export type Refusal = [expression: unknown, code: number, doc?: Document];

export interface Expressions {
  give: (rows: readonly Row[]) => void;
  /** `ours`: only this server refuses it. */
  refuse: (rows: readonly Refusal[], ours?: boolean) => void;
}

/** Tables of expressions, each row a test. Call it at the top level of a test file. */
export function useExpressions(): Expressions {
  const server = useServer();
  let collection: Collection | undefined;

  async function evaluate(expression: unknown, doc: Document = {}): Promise<unknown> {
    collection ??= server.db().collection('documents');
    await collection.deleteMany({});
    await collection.insertOne({ ...doc });
    const [result] = await collection
      .aggregate([{ $project: { _id: 0, v: expression } }], { promoteValues: false, promoteLongs: false })
      .toArray();
    return plain((result as Document)['v']);
  }

  return {
    give(rows) {
      test.each(rows.map(([expression, value, doc]) => ({ name: JSON.stringify(expression), expression, value, doc })))(
        '$name',
        async ({ expression, value, doc }) => {
          expect(await evaluate(expression, doc)).toEqual(value);
        },
      );
    },
    refuse(rows, ours = false) {
      test.each(rows.map(([expression, code, doc]) => ({ name: JSON.stringify(expression), expression, code, doc })))(
        '$name is error $code',
        async ({ expression, code, doc }) => {
          if (ours && !server.isEmbedded) return;
          const error: unknown = await evaluate(expression, doc).catch((reason: unknown) => reason);
          expect(error).toBeInstanceOf(MongoServerError);
          expect(Number((error as MongoServerError).code)).toBe(code);
        },
      );
    },
  };
}

function plain(value: unknown): unknown {
  if (value instanceof Int32) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
  return value;
}
