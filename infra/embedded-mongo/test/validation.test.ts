import { describe, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoServerError } from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();

interface Thing extends Document {
  _id: number;
}

async function validated(validator: Document, options: Document = {}): Promise<Collection<Thing>> {
  return server.db().createCollection<Thing>('validated', { validator, ...options });
}

async function errorOf(attempt: Promise<unknown>): Promise<MongoServerError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MongoServerError) return error;
  throw new Error(`not refused by the server: ${String(error)}`);
}

describe('the details of error 121', () => {
  const schema = (more: Document): Document => ({ $jsonSchema: more });
  const rule = (...rules: Document[]): Document => ({ operatorName: '$jsonSchema', schemaRulesNotSatisfied: rules });
  const property = (propertyName: string, ...details: Document[]): Document =>
    rule({ operatorName: 'properties', propertiesNotSatisfied: [{ propertyName, details }] });
  const rows: [string, Document, Document, Document][] = [
    [
      'a missing field',
      schema({ required: ['name', 'a'] }),
      { a: 1 },
      rule({ operatorName: 'required', specifiedAs: { required: ['name', 'a'] }, missingProperties: ['name'] }),
    ],
    [
      'a wrong type',
      schema({ properties: { a: { bsonType: 'string' } } }),
      { a: 1 },
      property('a', {
        operatorName: 'bsonType',
        specifiedAs: { bsonType: 'string' },
        reason: 'type did not match',
        consideredValue: 1,
        consideredType: 'int',
      }),
    ],
    [
      'a number that is too small',
      schema({ properties: { a: { minimum: 5 } } }),
      { a: 1 },
      property('a', {
        operatorName: 'minimum',
        specifiedAs: { minimum: 5 },
        reason: 'comparison failed',
        consideredValue: 1,
      }),
    ],
    [
      'a value that is not listed, with its description',
      schema({ title: 'Things', properties: { a: { enum: ['x'], description: 'must be x' } } }),
      { a: 'y' },
      {
        operatorName: '$jsonSchema',
        title: 'Things',
        schemaRulesNotSatisfied: [
          {
            operatorName: 'properties',
            propertiesNotSatisfied: [
              {
                propertyName: 'a',
                description: 'must be x',
                details: [
                  {
                    operatorName: 'enum',
                    specifiedAs: { enum: ['x'] },
                    reason: 'value was not found in enum',
                    consideredValue: 'y',
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    [
      'a field too many',
      schema({ properties: { _id: {} }, additionalProperties: false }),
      { a: 1 },
      rule({
        operatorName: 'additionalProperties',
        specifiedAs: { additionalProperties: false },
        additionalProperties: ['a'],
      }),
    ],
    [
      'an item of an array',
      schema({ properties: { a: { items: { bsonType: 'int' } } } }),
      { a: [1, 'x'] },
      property('a', {
        operatorName: 'items',
        reason: 'At least one item did not match the sub-schema',
        itemIndex: 1,
        details: [
          {
            operatorName: 'bsonType',
            specifiedAs: { bsonType: 'int' },
            reason: 'type did not match',
            consideredValue: 'x',
            consideredType: 'string',
          },
        ],
      }),
    ],
    [
      'a query that compares',
      { a: { $gt: 5 } },
      { a: 1 },
      {
        operatorName: '$gt',
        specifiedAs: { a: { $gt: 5 } },
        reason: 'comparison failed',
        consideredValue: 1,
      },
    ],
    [
      'a query on a field that is missing',
      { a: { $type: 'string' } },
      { b: 1 },
      { operatorName: '$type', specifiedAs: { a: { $type: 'string' } }, reason: 'field was missing' },
    ],
    [
      'a query of several fields',
      { a: { $exists: true }, b: 1 },
      { a: 1, b: 2 },
      {
        operatorName: '$and',
        clausesNotSatisfied: [
          {
            index: 1,
            details: { operatorName: '$eq', reason: 'comparison failed', consideredValue: 2 },
          },
        ],
      },
    ],
    [
      'an expression',
      { $expr: { $lt: ['$a', '$b'] } },
      { a: 2, b: 1 },
      {
        operatorName: '$expr',
        specifiedAs: { $expr: { $lt: ['$a', '$b'] } },
        reason: 'expression did not match',
        expressionResult: false,
      },
    ],
  ];
  test.each(rows)('name %s', async (_name, validator, doc, details) => {
    const collection = await validated(validator);
    const error = await errorOf(collection.insertOne({ _id: 1, ...doc }));
    expect(error.code).toBe(121);
    expect(error.errInfo).toMatchObject({ failingDocumentId: 1, details });
  });

  test('are with each error of a bulk write', async () => {
    const collection = await validated({ a: 1 });
    const error = await errorOf(collection.insertMany([{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3 }], { ordered: false }));
    const failures = [(error as unknown as { writeErrors: { index: number; err: Document }[] }).writeErrors].flat();
    expect(
      failures.map(({ index, err }) => [index, (err['errInfo'] as Document)['failingDocumentId'] as number]),
    ).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });
});

describe('a validator', () => {
  test('holds updates, replacements, upserts and findAndModify to it', async () => {
    const collection = await validated({ a: { $type: 'int' } });
    await collection.insertOne({ _id: 1, a: 1 });
    for (const attempt of [
      collection.updateOne({ _id: 1 }, { $set: { a: 'x' } }),
      collection.replaceOne({ _id: 1 }, { b: 1 }),
      collection.updateOne({ _id: 2 }, { $set: { b: 1 } }, { upsert: true }),
      collection.findOneAndUpdate({ _id: 1 }, { $unset: { a: 1 } }),
    ])
      expect((await errorOf(attempt)).code).toBe(121);
    expect(await collection.find().toArray()).toEqual([{ _id: 1, a: 1 }]);
  });

  test('lets invalid documents be changed when it is moderate, and everything pass when it warns or is off', async () => {
    const moderate = await validated({ a: 1 }, { validationLevel: 'moderate' });
    await moderate.insertOne({ _id: 1 }, { bypassDocumentValidation: true });
    expect((await moderate.updateOne({ _id: 1 }, { $set: { b: 1 } })).modifiedCount).toBe(1);
    expect((await errorOf(moderate.insertOne({ _id: 2 }))).code).toBe(121);
    const warning = await validated({ a: 1 }, { validationAction: 'warn' });
    await warning.insertOne({ _id: 1 });
    const off = await validated({ a: 1 }, { validationLevel: 'off' });
    await off.insertOne({ _id: 1 });
  });
});
