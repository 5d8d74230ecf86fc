import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { GraphQLError } from 'graphql';
import { readExam } from '../../dist/upload/read-exam.js';
import { type UploadRow, readUpload } from '../../dist/upload/read-upload.js';
import { csvOf, jsonLinesOf, rowOf } from './files.js';

const TODAY = day('2026-11-01');

async function read(text: string, format: 'CSV' | 'JSON_LINES' = 'CSV'): Promise<UploadRow[]> {
  const rows: UploadRow[] = [];
  for await (const row of readUpload(format, text)) rows.push(row);
  return rows;
}

/** The finer code of what refuses a file as a whole. */
const reasonOf = async (text: string, format: 'CSV' | 'JSON_LINES' = 'CSV'): Promise<unknown> => {
  try {
    await read(text, format);
  } catch (error) {
    return error instanceof GraphQLError ? error.extensions['reason'] : error;
  }
  return null;
};
const codes = (over: Readonly<Record<string, string>>): readonly string[] =>
  readExam(rowOf(1, over), TODAY).findings.map(({ code, path, facts }) =>
    [path[0], code, facts['reason'] ?? ''].join(' ').trim(),
  );

describe('BAD-INPUTS 37: a file', () => {
  test('is read with its mark, with lines of any system, and with quotes and line ends in cells', async () => {
    const file = csvOf([rowOf(1, { agreementNo: '甲"乙",\n丙' }), rowOf(2)]);
    for (const text of [file, `\u{FEFF}${file}`, `${file}\n\n`]) {
      const [one, two] = await read(text);
      expect([one, two]).toMatchObject([{ cells: { agreementNo: '甲"乙",\n丙' } }, { line: 4 }]);
    }
    expect(await read(csvOf([rowOf(1)]).replaceAll('\n', '\r\n'))).toHaveLength(1);
  });

  test('without a column, with another, or with one twice is refused whole', async () => {
    const file = csvOf([rowOf(1)]);
    expect(await reasonOf(file.replace('姓名', '名字'))).toBe('COLUMNS');
    expect(await reasonOf(file.replace('证书编号', '姓名'))).toBe('COLUMNS');
    expect(await reasonOf(file.replaceAll(/,[^,\n]*$/gm, ''))).toBe('COLUMNS');
  });

  test('in GBK that was taken for UTF-8 has none of the columns', async () => {
    const gbk = new TextDecoder('utf-8').decode(new TextEncoder().encode('姓名').map((byte) => byte ^ 0x55));
    expect(await reasonOf(csvOf([rowOf(1)]).replace('姓名', gbk))).toBe('COLUMNS');
  });

  test('with a quote that never ends, or one line of megabytes, is refused whole and soon', async () => {
    expect(await reasonOf(`${csvOf([rowOf(1)])}\n"`)).toBe('CSV_QUOTE_NOT_CLOSED');
    expect(await reasonOf(`${csvOf([rowOf(1)])}\n${'x'.repeat(10_000_000)}`)).toBe('CSV_MAX_RECORD_SIZE');
    expect(await read('{}\n' + 'x'.repeat(10_000_000), 'JSON_LINES')).toMatchObject([{}, { fault: 'ROW_TOO_LONG' }]);
  });

  test('without rows, or with more than a batch has, is refused whole', async () => {
    expect(await reasonOf('')).toBe('ROWS');
    expect(await reasonOf(csvOf([]))).toBe('ROWS');
    expect(await reasonOf(csvOf(Array.from({ length: 5_001 }, (_, no) => rowOf(no))))).toBe('ROWS');
  });

  test('names each row that is none', async () => {
    const file = `${csvOf([rowOf(1)])},more\n只有一格`;
    expect(await read(file)).toEqual([2, 3].map((line) => ({ line, fault: 'COLUMN_COUNT' })));
    const lines = `${jsonLinesOf([rowOf(1)])}\n{"name":\n7\n{"name":{"$ne":null}}\n{"nam":"x"}\n["x"]`;
    expect(await read(lines, 'JSON_LINES')).toMatchObject([
      { line: 1 },
      ...[2, 3, 4].map((line) => ({ line, fault: 'NOT_JSON' })),
      { line: 5, fault: 'COLUMNS' },
      { line: 6, fault: 'NOT_JSON' },
    ]);
  });
});

describe('a row', () => {
  test('BAD-INPUTS 31: has an identity number as the standard writes it', () => {
    expect(codes({ idNumber: '110105194912310021' })).toEqual(['idNumber INVALID_ID_NUMBER CHECK_CHARACTER']);
    expect(codes({ idNumber: '110105491231002' })).toEqual(['idNumber INVALID_ID_NUMBER OLD_NUMBER']);
    expect(codes({ idNumber: '11010519491231002x' })).toEqual(['idNumber INVALID_ID_NUMBER LOWER_CASE_X']);
    expect(codes({ idNumber: '11010520991231002X' })).toContain('idNumber INVALID_ID_NUMBER BIRTH_IN_FUTURE');
  });

  test('BAD-INPUTS 32: names its occupation, since a code does not say which', () => {
    expect(codes({ occupation: '6-31-07-3' })).toEqual(['occupation INVALID_OCCUPATION_CODE FORMAT']);
    expect(codes({ occupation: '6-31-07-03' })).toEqual(['occupation OCCUPATION_BY_CODE CODE']);
  });

  test('BAD-INPUTS 33: has one of five levels, or none', () => {
    expect(codes({ level: '' })).toEqual([]);
    expect(codes({ level: '三级' })).toEqual([]);
    expect(codes({ level: '0' })).toEqual(['level INVALID_LEVEL_SET UNKNOWN_LEVEL']);
    expect(codes({ level: '6' })).toEqual(['level INVALID_LEVEL_SET UNKNOWN_LEVEL']);
    expect(codes({ level: '特级' })).toEqual(['level INVALID_LEVEL_SET UNKNOWN_LEVEL']);
    expect(codes({ level: '4、4' })).toEqual(['level INVALID_LEVEL_SET DUPLICATE_LEVEL']);
    expect(codes({ level: '3、5' })).toEqual(['level INVALID_LEVEL_SET SEVERAL']);
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-10-10 24:00',
    '2026-10-10T00:00:00Z',
    '12026-10-10',
    '46305',
    '2026/10/10',
  ])('BAD-INPUTS 34: has no day %s', (examOn) => {
    expect(codes({ examOn }).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['examOn INVALID_DAY']);
  });

  test.each([
    ['安\u{202E}娜', false],
    ['安\u{200B}娜', false],
    ['=cmd|', false],
    ['安娜😀', false],
    ['安'.repeat(65_000), false],
    ['𠮷田', true],
    ['买买提·艾力', true],
    ["O'Brien Anna-Maria", true],
  ])('BAD-INPUTS 36: %j is kept exactly or refused', (name, isName) => {
    const { exam } = readExam(rowOf(1, { name }), TODAY);
    expect(exam?.name).toBe(isName ? name : undefined);
    if (!isName) expect(codes({ name })).toEqual(['name INVALID_NAME']);
  });

  test('says of staff their numbers and never their names', () => {
    expect(codes({ scoreEnteredBy: '安娜' })).toEqual(['scoreEnteredBy INVALID_STAFF_NO FORMAT']);
  });

  test('has everything that is needed', () => {
    const empty = Object.fromEntries(Object.keys(rowOf(1)).map((key) => [key, ' ']));
    const columns = codes(empty).map((one) => one.split(' ')[0]);
    expect(columns).toEqual(['name', 'idNumber', 'occupation', 'examOn', 'issuedOn', 'candidateKind']);
  });
});
