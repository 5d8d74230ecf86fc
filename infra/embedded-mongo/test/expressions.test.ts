import { describe } from '@jest/globals';
import { Binary, Decimal128, type Document, Double, Long, Timestamp } from 'mongodb';
import { useExpressions } from './expressions.js';

const { give, refuse } = useExpressions();

const double = (n: number): Double => new Double(n);
const long = (n: number | string): Long => Long.fromString(String(n));
const decimal = (n: string): Decimal128 => Decimal128.fromString(n);
const date = (text: string): Date => new Date(text);
const literal = (value: unknown): Document => ({ $literal: value });

describe('paths and variables', () => {
  give([
    ['$a.b', 1, { a: { b: 1 } }],
    ['$a.b', [1, 2], { a: [{ b: 1 }, { c: 0 }, { b: 2 }] }],
    ['$a.0', [], { a: [5, 6] }],
    ['$a.0', 5, { a: { 0: 5 } }],
    ['$a.b', undefined, { a: 1 }],
    ['$a.b', [], { a: [1, 2] }],
    ['$$ROOT.a', 1, { a: 1 }],
    ['$$CURRENT.a', 1, { a: 1 }],
    ['$$REMOVE', undefined],
    [{ $let: { vars: { x: 1, y: '$a' }, in: { $add: ['$$x', '$$y'] } } }, 3, { a: 2 }],
    [{ $let: { vars: { x: { y: [{ z: 1 }] } }, in: '$$x.y.z' } }, [1]],
    [{ $type: '$$NOW' }, 'date'],
    [['$a', '$b'], [1, null], { a: 1 }],
    [{ x: '$a', y: '$b' }, { x: 1 }, { a: 1 }],
    [literal('$a'), '$a'],
  ]);
  refuse([
    ['$', 16872],
    ['$a.', 40353],
    ['$a..b', 15998],
    ['$a.$b', 16410],
    ['$$nonsense', 17276],
    [{ $nonsense: 1 }, 31325],
    [{ x: { $add: 1, $subtract: 2 } }, 15983],
    [{ $let: { vars: { X: 1 }, in: 1 } }, 16867],
  ]);
});

describe('truth and choice', () => {
  give([
    [{ $and: [] }, true],
    [{ $or: [] }, false],
    [{ $and: [1, 'a', [], {}] }, true],
    [{ $and: [1, null] }, false],
    [{ $or: [0, null, '$missing'] }, false],
    [{ $not: ['$missing'] }, true],
    [{ $not: [0] }, true],
    [{ $not: [''] }, false],
    [{ $cond: [true, 1, 2] }, 1],
    [{ $cond: { if: '$a', then: 1, else: 2 } }, 2, { a: double(0) }],
    [{ $cond: [false, 1, '$missing'] }, undefined],
    [{ $ifNull: ['$a', '$b', 3] }, 3],
    [{ $ifNull: ['$a', null, '$b'] }, undefined],
    [{ $ifNull: ['$a', 0] }, false, { a: false }],
    [
      {
        $switch: {
          branches: [
            { case: false, then: 1 },
            { case: 1, then: 2 },
          ],
          default: 3,
        },
      },
      2,
    ],
    [{ $switch: { branches: [{ case: null, then: 1 }], default: 3 } }, 3],
    [{ $eq: ['$a', null] }, false],
    [{ $lt: ['$a', null] }, true],
    [{ $eq: [1, double(1)] }, true],
    [{ $eq: [long(1), decimal('1.0')] }, true],
    [{ $gt: ['a', 1] }, true],
    [
      {
        $cmp: [
          [1, 2],
          [1, 3],
        ],
      },
      -1,
    ],
    [
      {
        $eq: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      false,
    ],
    [{ $eq: [[1], 1] }, false],
    [{ $gt: [long('9007199254740993'), long('9007199254740992')] }, true],
  ]);
  refuse([
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
    [{ $switch: { branches: [] } }, 40068],
    [{ $cond: [1, 2] }, 16020],
    [{ $cond: { if: 1, then: 2 } }, 17082],
    [{ $cond: { if: 1, then: 2, else: 3, other: 4 } }, 17083],
    [{ $ifNull: [1] }, 1257300],
    [{ $eq: [1] }, 16020],
  ]);
});

describe('arithmetic', () => {
  give([
    [{ $add: [1, 2] }, 3],
    [{ $add: [1, double(2)] }, double(3)],
    [{ $add: [2147483647, 1] }, long(2147483648)],
    [{ $add: [long('9007199254740993'), 1] }, long('9007199254740994')],
    [{ $add: [Long.MAX_VALUE, 1] }, double(9223372036854775808)],
    [{ $add: [decimal('0.1'), decimal('0.2')] }, decimal('0.3')],
    [{ $add: [1, decimal('0.10')] }, decimal('1.10')],
    [{ $add: [1, '$missing'] }, null],
    [{ $add: [] }, 0],
    [{ $add: [date('2020-01-01T00:00:00Z'), 1000] }, date('2020-01-01T00:00:01Z')],
    [{ $subtract: [1, 3] }, -2],
    [{ $subtract: [date('2020-01-02T00:00:00Z'), date('2020-01-01T00:00:00Z')] }, long(86400000)],
    [{ $subtract: [date('2020-01-01T00:00:01Z'), 1000] }, date('2020-01-01T00:00:00Z')],
    [{ $subtract: [decimal('1'), decimal('0.9')] }, decimal('0.1')],
    [{ $multiply: [3, 4] }, 12],
    [{ $multiply: [65536, 65536] }, long(4294967296)],
    [{ $multiply: [decimal('1.1'), 2] }, decimal('2.2')],
    [{ $divide: [6, 3] }, double(2)],
    [{ $divide: [7, 2] }, double(3.5)],
    [{ $divide: [decimal('1'), 4] }, decimal('0.25')],
    [{ $divide: [decimal('1'), 3] }, decimal('0.3333333333333333333333333333333333')],
    [{ $divide: [null, 0] }, null],
    [{ $mod: [7, 3] }, 1],
    [{ $mod: [-7, 3] }, -1],
    [{ $mod: [7.5, 2] }, double(1.5)],
    [{ $mod: [decimal('7.5'), 2] }, decimal('1.5')],
    [{ $abs: -5 }, 5],
    [{ $abs: double(-1.5) }, double(1.5)],
    [{ $abs: decimal('-1.5') }, decimal('1.5')],
    [{ $abs: null }, null],
    [{ $ceil: 1.2 }, double(2)],
    [{ $floor: -1.2 }, double(-2)],
    [{ $ceil: decimal('1.2') }, decimal('2')],
    [{ $round: [2.5] }, double(2)],
    [{ $round: [3.5] }, double(4)],
    [{ $round: [-2.5, 0] }, double(-2)],
    [{ $round: [10.5] }, double(10)],
    [{ $round: [1234.5678, 2] }, double(1234.57)],
    [{ $round: [1250, -2] }, 1200],
    [{ $round: [decimal('2.345'), 2] }, decimal('2.34')],
    [{ $trunc: [7.85, 1] }, double(7.8)],
    [{ $trunc: [-7.85] }, double(-7)],
    [{ $pow: [2, 10] }, 1024],
    [{ $pow: [2, 40] }, long(1099511627776)],
    [{ $pow: [2, 70] }, double(2 ** 70)],
    [{ $pow: [2, -1] }, double(0.5)],
    [{ $pow: [-1, 101] }, -1],
    [{ $sqrt: 9 }, double(3)],
    [{ $exp: 0 }, double(1)],
    [{ $ln: 1 }, double(0)],
    [{ $log10: 1000 }, double(3)],
    [{ $log: [8, 2] }, double(3)],
    [{ $sin: 0 }, double(0)],
    [{ $atan2: [0, 1] }, double(0)],
    [{ $degreesToRadians: 180 }, double(Math.PI)],
    [{ $bitAnd: [12, 10] }, 8],
    [{ $bitOr: [12, long(3)] }, long(15)],
    [{ $bitXor: [] }, 0],
    [{ $bitNot: 5 }, -6],
  ]);
  refuse([
    [{ $add: [1, 'x'] }, 14],
    [{ $add: [date('2020-01-01'), date('2020-01-01')] }, 14],
    [{ $subtract: ['x', 1] }, 14],
    [{ $multiply: ['x'] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $abs: 'x' }, 28765],
    [{ $sqrt: -1 }, 28714],
    [{ $ln: 0 }, 28766],
    [{ $log10: -1 }, 28761],
    [{ $pow: [0, -1] }, 28764],
    [{ $round: [1, 1.5] }, 51082],
    [{ $subtract: [1] }, 16020],
    [{ $bitAnd: [1.5, 1] }, 14],
  ]);
});

describe('arrays and sets', () => {
  const a = { a: [1, 2, 3] };
  give([
    [{ $arrayElemAt: ['$a', 0] }, 1, a],
    [{ $arrayElemAt: ['$a', -1] }, 3, a],
    [{ $arrayElemAt: ['$a', 9] }, undefined, a],
    [{ $arrayElemAt: [null, 0] }, null],
    [{ $first: '$a' }, 1, a],
    [{ $last: '$a' }, 3, a],
    [{ $first: '$a' }, undefined, { a: [] }],
    [{ $first: '$missing' }, null],
    [{ $slice: ['$a', 2] }, [1, 2], a],
    [{ $slice: ['$a', -2] }, [2, 3], a],
    [{ $slice: ['$a', 1, 1] }, [2], a],
    [{ $slice: ['$a', -2, 1] }, [2], a],
    [{ $slice: ['$a', -9, 2] }, [1, 2], a],
    [{ $slice: [null, 1] }, null],
    [{ $concatArrays: ['$a', [4], []] }, [1, 2, 3, 4], a],
    [{ $concatArrays: ['$a', null] }, null, a],
    [{ $size: '$a' }, 3, a],
    [{ $size: [[1, 2]] }, 2],
    [{ $isArray: '$a' }, true, a],
    [{ $isArray: ['$missing'] }, false],
    [{ $reverseArray: '$a' }, [3, 2, 1], a],
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [{ $range: [3, 0, -1] }, [3, 2, 1]],
    [{ $range: [3, 0] }, []],
    [{ $in: [2, '$a'] }, true, a],
    [{ $in: [double(2), '$a'] }, true, a],
    [{ $in: [{ x: 1, y: 2 }, [{ y: 2, x: 1 }]] }, false],
    [{ $indexOfArray: ['$a', 3] }, 2, a],
    [{ $indexOfArray: ['$a', { b: 1 }] }, 1, { a: [{ c: 1 }, { b: 1 }] }],
    [{ $indexOfArray: ['$a', 1, 1] }, -1, a],
    [{ $indexOfArray: [null, 1] }, null],
    [{ $map: { input: '$a', in: { $multiply: ['$$this', 2] } } }, [2, 4, 6], a],
    [{ $map: { input: '$a', as: 'x', in: '$$x.y' } }, [1, null], { a: [{ y: 1 }, {}] }],
    [{ $map: { input: null, in: 1 } }, null],
    [
      {
        $map: {
          input: '$a',
          as: 'x',
          in: { $map: { input: '$$x', as: 'y', in: { $add: ['$$y', { $size: '$$x' }] } } },
        },
      },
      [[3, 4], [4]],
      { a: [[1, 2], [3]] },
    ],
    [{ $filter: { input: '$a', cond: { $gt: ['$$this', 1] } } }, [2, 3], a],
    [{ $filter: { input: '$a', as: 'n', cond: { $gt: ['$$n', 1] }, limit: 1 } }, [2], a],
    [{ $filter: { input: '$missing', cond: true } }, null],
    [{ $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6, a],
    [
      { $reduce: { input: [['a'], ['b', 'c']], initialValue: [], in: { $concatArrays: ['$$value', '$$this'] } } },
      ['a', 'b', 'c'],
    ],
    [
      { $zip: { inputs: ['$a', ['x', 'y']] } },
      [
        [1, 'x'],
        [2, 'y'],
      ],
      a,
    ],
    [
      { $zip: { inputs: ['$a', ['x']], useLongestLength: true, defaults: [0, '-'] } },
      [
        [1, 'x'],
        [2, '-'],
        [3, '-'],
      ],
      a,
    ],
    [{ $sortArray: { input: '$a', sortBy: -1 } }, [3, 2, 1], a],
    [{ $sortArray: { input: [{ n: 2 }, { n: 1 }], sortBy: { n: 1 } } }, [{ n: 1 }, { n: 2 }]],
    [{ $sortArray: { input: ['b', 1, null], sortBy: 1 } }, [null, 1, 'b']],
    [{ $firstN: { input: '$a', n: 2 } }, [1, 2], a],
    [{ $lastN: { input: '$a', n: 2 } }, [2, 3], a],
    [{ $maxN: { input: [1, null, 3, 2], n: 2 } }, [3, 2]],
    [{ $minN: { input: [1, null, 3, 2], n: 2 } }, [1, 2]],
    [
      {
        $setUnion: [
          [1, 2],
          [double(2), 3],
        ],
      },
      [1, 2, 3],
    ],
    [
      {
        $setIntersection: [
          [1, 2, 3],
          [3, 2],
        ],
      },
      [2, 3],
    ],
    [{ $setDifference: [[1, 2, 2], [1]] }, [2]],
    [
      {
        $setEquals: [
          [1, 2, 1],
          [2, 1],
        ],
      },
      true,
    ],
    [{ $setIsSubset: [[1], [1, 2]] }, true],
    [{ $setUnion: [[1], null] }, null],
    [{ $allElementsTrue: [[1, true, 'a']] }, true],
    [{ $anyElementTrue: [[0, null]] }, false],
    [{ $sum: '$a' }, 6, a],
    [{ $sum: ['$a', 1] }, 1, a],
    [{ $sum: [1, 'x', 2] }, 3],
    [{ $sum: [0.1, 0.2, 0.3] }, double(0.6)],
    [{ $sum: [decimal('0.1'), 1] }, decimal('1.1')],
    [{ $avg: '$a' }, double(2), a],
    [{ $avg: [decimal('1'), decimal('2')] }, decimal('1.5')],
    [{ $avg: [] }, null],
    [{ $max: '$a' }, 3, a],
    [{ $max: [1, null, 'a'] }, 'a'],
    [{ $min: [1, null, 'a'] }, 1],
    [{ $min: [] }, null],
    [{ $stdDevPop: [1, 3] }, double(1)],
    [{ $stdDevSamp: [1] }, null],
    [{ $median: { input: [1, 2, 3, 4], method: 'approximate' } }, double(2)],
    [{ $percentile: { input: [1, 2, 3, 4], p: [0.25, 0.99], method: 'approximate' } }, [double(1), double(4)]],
  ]);
  refuse([
    [{ $size: '$missing' }, 17124],
    [{ $size: 1 }, 17124],
    [{ $arrayElemAt: [1, 0] }, 28689],
    [{ $arrayElemAt: [[1], 'x'] }, 28690],
    [{ $arrayElemAt: [[1], 1.5] }, 28691],
    [{ $slice: [1, 1] }, 28724],
    [{ $slice: [[1], 1, 0] }, 28729],
    [{ $concatArrays: [1] }, 28664],
    [{ $in: [1, 1] }, 40081],
    [{ $map: { input: 1, in: 1 } }, 16883],
    [{ $filter: { input: 1, cond: 1 } }, 28651],
    [{ $reduce: { input: 1, initialValue: 1, in: 1 } }, 40080],
    [{ $setEquals: [[1], null] }, 17044],
    [{ $setUnion: [1] }, 17043],
    [{ $range: [0, 5, 0] }, 34449],
  ]);
});

describe('objects', () => {
  give([
    [{ $mergeObjects: [{ a: 1, b: 1 }, null, { b: 2 }] }, { a: 1, b: 2 }],
    [{ $mergeObjects: '$missing' }, {}],
    [
      { $objectToArray: '$a' },
      [
        { k: 'x', v: 1 },
        { k: 'y', v: [2] },
      ],
      { a: { x: 1, y: [2] } },
    ],
    [{ $objectToArray: null }, null],
    [
      {
        $arrayToObject: [
          [
            ['a', 1],
            ['b', 2],
            ['a', 3],
          ],
        ],
      },
      { a: 3, b: 2 },
    ],
    [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
    [{ $getField: 'a' }, 1, { a: 1 }],
    [{ $getField: { field: 'x.y', input: '$a' } }, 1, { a: { 'x.y': 1 } }],
    [{ $getField: { field: literal('$x'), input: '$a' } }, 1, { a: { $x: 1 } }],
    [{ $getField: { field: 'x', input: 1 } }, undefined],
    [{ $getField: { field: 'x', input: null } }, null],
    [{ $setField: { field: 'a', input: { b: 1 }, value: 2 } }, { b: 1, a: 2 }],
    [{ $setField: { field: 'b', input: { b: 1 }, value: '$$REMOVE' } }, {}],
    [{ $setField: { field: 'a', input: null, value: 2 } }, null],
    [{ $unsetField: { field: 'x.y', input: { $literal: { 'x.y': 1, z: 2 } } } }, { z: 2 }],
    [{ $bsonSize: '$$ROOT.a' }, 12, { a: { b: 1 } }],
    [{ $bsonSize: '$missing' }, null],
    [{ $binarySize: 'é' }, 2],
    [{ $binarySize: '$a' }, 3, { a: new Binary(Buffer.from('abc')) }],
    [{ $tsSecond: '$a' }, long(7), { a: new Timestamp({ t: 7, i: 2 }) }],
    [{ $tsIncrement: '$a' }, long(2), { a: new Timestamp({ t: 7, i: 2 }) }],
  ]);
  refuse([
    [{ $mergeObjects: [1] }, 40400],
    [{ $objectToArray: 1 }, 40390],
    [{ $arrayToObject: 1 }, 40386],
    [{ $arrayToObject: [[['a', 1, 2]]] }, 40397],
    [{ $arrayToObject: [[[1, 1]]] }, 40394],
    [{ $setField: { field: '$a', input: '$$ROOT', value: 1 } }, 4161106],
    [{ $setField: { field: 'a', input: 1, value: 1 } }, 4161105],
    [{ $bsonSize: 1 }, 31393],
    [{ $binarySize: 1 }, 51276],
  ]);
});
