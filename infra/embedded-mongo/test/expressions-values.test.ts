import { describe } from '@jest/globals';
import { Binary, Decimal128, Double, Long, ObjectId, Timestamp, UUID } from 'mongodb';
import { useExpressions } from './expressions.js';

const { give, refuse } = useExpressions();

const double = (n: number): Double => new Double(n);
const long = (n: number | string): Long => Long.fromString(String(n));
const decimal = (n: string): Decimal128 => Decimal128.fromString(n);
const date = (text: string): Date => new Date(text);
const id = new ObjectId('64a0f0f0f0f0f0f0f0f0f0f0');

describe('strings', () => {
  give([
    [{ $concat: ['a', 'b', 'c'] }, 'abc'],
    [{ $concat: ['a', null] }, null],
    [{ $concat: [] }, ''],
    [{ $toUpper: 'aé' }, 'Aé'],
    [{ $toLower: null }, ''],
    [{ $toUpper: 1.5 }, '1.5'],
    [{ $substr: ['hello', 1, 3] }, 'ell'],
    [{ $substrBytes: ['héllo', 0, 3] }, 'hé'],
    [{ $substrBytes: ['hello', 2, -1] }, 'llo'],
    [{ $substrCP: ['héllo', 1, 2] }, 'él'],
    [{ $substrCP: ['😀a', 0, 1] }, '😀'],
    [{ $substrCP: [null, 0, 1] }, ''],
    [{ $substrCP: [123, 0, 2] }, '12'],
    [{ $strLenBytes: 'é' }, 2],
    [{ $strLenCP: '😀é' }, 2],
    [{ $strcasecmp: ['abc', 'ABD'] }, -1],
    [{ $strcasecmp: ['a', null] }, 1],
    [{ $indexOfBytes: ['cafétéria', 't'] }, 5],
    [{ $indexOfCP: ['cafétéria', 't'] }, 4],
    [{ $indexOfCP: ['abc', 'd'] }, -1],
    [{ $indexOfCP: ['abab', 'a', 1] }, 2],
    [{ $indexOfCP: [null, 'a'] }, null],
    [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
    [{ $split: ['abc', '-'] }, ['abc']],
    [{ $split: [null, '-'] }, null],
    [{ $trim: { input: '  \t a \n' } }, 'a'],
    [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
    [{ $rtrim: { input: 'axyx', chars: 'xy' } }, 'a'],
    [{ $trim: { input: null } }, null],
    [{ $replaceOne: { input: 'a.a', find: 'a', replacement: { $literal: '$&' } } }, '$&.a'],
    [{ $replaceAll: { input: 'a.a', find: 'a', replacement: 'b' } }, 'b.b'],
    [{ $replaceAll: { input: 'a', find: null, replacement: 'b' } }, null],
    [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
    [{ $regexMatch: { input: null, regex: 'x' } }, false],
    [{ $regexFind: { input: 'aé-bc', regex: /(b)(x)?/ } }, { match: 'b', idx: 3, captures: ['b', null] }],
    [{ $regexFind: { input: 'a', regex: 'z' } }, null],
    [
      { $regexFindAll: { input: 'a1b2', regex: '[0-9]' } },
      [
        { match: '1', idx: 1, captures: [] },
        { match: '2', idx: 3, captures: [] },
      ],
    ],
    [{ $regexFindAll: { input: null, regex: 'z' } }, []],
  ]);
  refuse([
    [{ $concat: ['a', 1] }, 16702],
    [{ $strLenCP: null }, 34471],
    [{ $strLenBytes: 1 }, 34473],
    [{ $substrBytes: ['é', 1, 1] }, 28656],
    [{ $substrCP: ['a', -1, 1] }, 34455],
    [{ $split: ['a', ''] }, 40087],
    [{ $split: [1, 'a'] }, 40085],
    [{ $trim: { input: 1 } }, 50699],
    [{ $regexMatch: { input: 1, regex: 'a' } }, 51104],
    [{ $regexMatch: { input: 'a', regex: 1 } }, 51105],
    [{ $regexMatch: { input: 'a', regex: /a/i, options: 'm' } }, 51107],
    [{ $regexMatch: { input: 'a', regex: '(' } }, 51091],
    [{ $toUpper: [[1]] }, 16007],
  ]);
});

describe('conversions', () => {
  give([
    [{ $toInt: '42' }, 42],
    [{ $toInt: 1.9 }, 1],
    [{ $toInt: double(-1.9) }, -1],
    [{ $toInt: true }, 1],
    [{ $toInt: decimal('1.9') }, 1],
    [{ $toInt: null }, null],
    [{ $toLong: '9007199254740993' }, long('9007199254740993')],
    [{ $toLong: date('1970-01-01T00:00:01Z') }, long(1000)],
    [{ $toDouble: '1.5' }, double(1.5)],
    [{ $toDouble: 2 }, double(2)],
    [{ $toDouble: '-1e3' }, double(-1000)],
    [{ $toDecimal: '1.10' }, decimal('1.10')],
    [{ $toDecimal: 2 }, decimal('2')],
    [{ $toDecimal: 0.1 }, decimal('0.1')],
    [{ $toBool: 'false' }, true],
    [{ $toBool: 0 }, false],
    [{ $toBool: '' }, true],
    [{ $toString: 1.5 }, '1.5'],
    [{ $toString: double(2) }, '2'],
    [{ $toString: true }, 'true'],
    [{ $toString: id }, id.toHexString()],
    [{ $toString: date('2020-01-02T03:04:05.678Z') }, '2020-01-02T03:04:05.678Z'],
    [{ $toString: decimal('1.10') }, '1.10'],
    [{ $toString: long('9007199254740993') }, '9007199254740993'],
    [{ $toObjectId: id.toHexString() }, id],
    [{ $toUUID: '0e3b9063-8abd-4eb3-9f9f-f4c59fd30a60' }, new UUID('0e3b9063-8abd-4eb3-9f9f-f4c59fd30a60')],
    [{ $toDate: long(1000) }, date('1970-01-01T00:00:01Z')],
    [{ $toDate: double(1000.9) }, date('1970-01-01T00:00:01Z')],
    [{ $toDate: '2020-01-02' }, date('2020-01-02T00:00:00Z')],
    [{ $toDate: '2020-01-02T03:04:05+01:00' }, date('2020-01-02T02:04:05Z')],
    [{ $toDate: id }, id.getTimestamp()],
    [{ $toDate: '$a' }, date('1970-01-01T00:00:07Z'), { a: new Timestamp({ t: 7, i: 1 }) }],
    [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
    [{ $convert: { input: null, to: 'int', onNull: 'none' } }, 'none'],
    [{ $convert: { input: '$missing', to: 'int' } }, null],
    [{ $convert: { input: 1, to: 2 } }, '1'],
    [{ $convert: { input: '7', to: { $concat: ['i', 'nt'] } } }, 7],
    [{ $isNumber: decimal('1') }, true],
    [{ $isNumber: '1' }, false],
    [{ $sum: [1, new Timestamp({ t: 1, i: 1 })] }, 1],
    ...Object.entries({
      double: double(1),
      string: 'a',
      object: {},
      array: [[]],
      binData: new Binary(Buffer.from('a')),
      objectId: id,
      bool: true,
      date: new Date(0),
      null: null,
      regex: /a/,
      int: 1,
      timestamp: new Timestamp({ t: 1, i: 1 }),
      long: long(1),
      decimal: decimal('1'),
      missing: '$missing',
    }).map(([name, value]): [unknown, unknown] => [{ $type: value }, name]),
  ]);
  refuse([
    [{ $toInt: '1.5' }, 241],
    [{ $toInt: 3e9 }, 241],
    [{ $toInt: 'x' }, 241],
    [{ $toInt: date('2020-01-01') }, 241],
    [{ $toLong: double(1e19) }, 241],
    [{ $toDouble: 'x' }, 241],
    [{ $toInt: new Timestamp({ t: 1, i: 1 }) }, 241],
    [{ $toString: new Timestamp({ t: 1, i: 1 }) }, 241],
    [{ $toDate: 'x' }, 241],
    [{ $toDate: 1 }, 241],
    [{ $toObjectId: 'x' }, 241],
    [{ $convert: { input: 1, to: 'nonsense' } }, 2],
    [{ $convert: { input: 1 } }, 40414],
    [{ $convert: { input: 1, to: 'int', other: 1 } }, 40415],
  ]);
});

describe('dates', () => {
  const at = { d: date('2024-03-10T07:30:15.123Z') };
  const newYork = 'America/New_York';
  give([
    [{ $year: '$d' }, 2024, at],
    [{ $month: '$d' }, 3, at],
    [{ $dayOfMonth: '$d' }, 10, at],
    [{ $hour: { date: '$d', timezone: newYork } }, 3, at],
    [{ $hour: { date: '$d', timezone: '+0530' } }, 13, at],
    [{ $minute: { date: '$d', timezone: '+05:30' } }, 0, at],
    [{ $second: '$d' }, 15, at],
    [{ $millisecond: '$d' }, 123, at],
    [{ $dayOfWeek: '$d' }, 1, at],
    [{ $isoDayOfWeek: '$d' }, 7, at],
    [{ $dayOfYear: '$d' }, 70, at],
    [{ $week: '$d' }, 10, at],
    [{ $isoWeek: '$d' }, 10, at],
    [{ $isoWeekYear: date('2021-01-01T00:00:00Z') }, long(2020)],
    [{ $isoWeek: date('2021-01-01T00:00:00Z') }, 53],
    [{ $week: date('2021-01-01T00:00:00Z') }, 0],
    [{ $year: null }, null],
    [{ $year: id }, id.getTimestamp().getUTCFullYear()],
    [{ $dateToString: { date: '$d' } }, '2024-03-10T07:30:15.123Z', at],
    [{ $dateToString: { date: '$d', timezone: newYork } }, '2024-03-10T03:30:15.123', at],
    [
      { $dateToString: { date: '$d', format: '%Y/%m/%d %H:%M:%S.%L %j %u %w %U %V %G %z %Z %%', timezone: newYork } },
      '2024/03/10 03:30:15.123 070 7 1 10 10 2024 -0400 -240 %',
      at,
    ],
    [{ $dateToString: { date: '$d', format: '%d %b %B' } }, '10 Mar March', at],
    [{ $dateToString: { date: null, onNull: 'none' } }, 'none'],
    [{ $dateToString: { date: '$missing' } }, null],
    [
      { $dateToParts: { date: '$d', timezone: newYork } },
      { year: 2024, month: 3, day: 10, hour: 3, minute: 30, second: 15, millisecond: 123 },
      at,
    ],
    [
      { $dateToParts: { date: '$d', iso8601: true } },
      { isoWeekYear: 2024, isoWeek: 10, isoDayOfWeek: 7, hour: 7, minute: 30, second: 15, millisecond: 123 },
      at,
    ],
    [{ $dateFromParts: { year: 2024, month: 2, day: 30 } }, date('2024-03-01T00:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 14, hour: -1 } }, date('2025-01-31T23:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 7, timezone: newYork } }, date('2024-07-01T04:00:00Z')],
    [{ $dateFromParts: { isoWeekYear: 2021, isoWeek: 1, isoDayOfWeek: 1 } }, date('2021-01-04T00:00:00Z')],
    [{ $dateFromString: { dateString: '2024-03-10' } }, date('2024-03-10T00:00:00Z')],
    [{ $dateFromString: { dateString: '2024-03-10T12:00:00', timezone: newYork } }, date('2024-03-10T16:00:00Z')],
    [{ $dateFromString: { dateString: '10.03.2024 05:06', format: '%d.%m.%Y %H:%M' } }, date('2024-03-10T05:06:00Z')],
    [{ $dateFromString: { dateString: 'x', onError: 'bad' } }, 'bad'],
    [{ $dateFromString: { dateString: null, onNull: 'none' } }, 'none'],
    [{ $dateAdd: { startDate: '$d', unit: 'month', amount: 1 } }, date('2024-04-10T07:30:15.123Z'), at],
    [{ $dateAdd: { startDate: date('2024-01-31T00:00:00Z'), unit: 'month', amount: 1 } }, date('2024-02-29T00:00:00Z')],
    [{ $dateAdd: { startDate: date('2024-02-29T00:00:00Z'), unit: 'year', amount: 1 } }, date('2025-02-28T00:00:00Z')],
    [
      { $dateAdd: { startDate: date('2024-03-09T12:00:00Z'), unit: 'day', amount: 1, timezone: newYork } },
      date('2024-03-10T11:00:00Z'),
    ],
    [
      { $dateAdd: { startDate: date('2024-03-09T12:00:00Z'), unit: 'hour', amount: 24, timezone: newYork } },
      date('2024-03-10T12:00:00Z'),
    ],
    [{ $dateSubtract: { startDate: '$d', unit: 'quarter', amount: 1 } }, date('2023-12-10T07:30:15.123Z'), at],
    [
      { $dateDiff: { startDate: date('2023-12-31T23:59:59Z'), endDate: date('2024-01-01T00:00:00Z'), unit: 'year' } },
      long(1),
    ],
    [{ $dateDiff: { startDate: date('2024-01-01'), endDate: date('2024-01-08'), unit: 'week' } }, long(1)],
    [
      {
        $dateDiff: { startDate: date('2024-01-06'), endDate: date('2024-01-08'), unit: 'week', startOfWeek: 'monday' },
      },
      long(1),
    ],
    [{ $dateDiff: { startDate: date('2024-01-02'), endDate: date('2024-01-01'), unit: 'hour' } }, long(-24)],
    [{ $dateTrunc: { date: '$d', unit: 'hour' } }, date('2024-03-10T07:00:00Z'), at],
    [{ $dateTrunc: { date: '$d', unit: 'minute', binSize: 20 } }, date('2024-03-10T07:20:00Z'), at],
    [{ $dateTrunc: { date: '$d', unit: 'day', timezone: newYork } }, date('2024-03-10T05:00:00Z'), at],
    [{ $dateTrunc: { date: '$d', unit: 'week' } }, date('2024-03-10T00:00:00Z'), at],
    [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'mon' } }, date('2024-03-04T00:00:00Z'), at],
    [{ $dateTrunc: { date: '$d', unit: 'month', binSize: 5 } }, date('2024-03-01T00:00:00Z'), at],
    [{ $dateTrunc: { date: '$d', unit: 'year', binSize: 10 } }, date('2020-01-01T00:00:00Z'), at],
    [{ $dateTrunc: { date: null, unit: 'day' } }, null],
  ]);
  refuse([
    [{ $year: 'x' }, 16006],
    [{ $hour: { date: date('2020-01-01'), timezone: 'Nowhere/Land' } }, 40485],
    [{ $dateToString: { date: date('2020-01-01'), format: '%q' } }, 18536],
    [{ $dateFromString: { dateString: 'x' } }, 241],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateAdd: { startDate: date('2020-01-01'), unit: 'century', amount: 1 } }, 9],
    [{ $dateTrunc: { date: date('2020-01-01'), unit: 'day', binSize: 0 } }, 5439018],
  ]);
});

describe('what is refused by name', () => {
  refuse(
    [
      [{ $meta: 'textScore' }, 238],
      [{ $function: { body: 'f', args: [], lang: 'js' } }, 238],
      ['$$CLUSTER_TIME', 238],
    ],
    true,
  );
});
