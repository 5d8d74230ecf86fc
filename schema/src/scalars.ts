import {
  type Reading,
  nameKey,
  parseCreditCode,
  parseDay,
  parseDistrictCode,
  parseInstant,
  parseOccupationCode,
  parseOccupationCodePrefix,
  readAs,
  unreadable,
} from '@shanghai/kernel';
import { pageSizeScalar, stringScalar } from '@shanghai/platform';

const MOST_CHARACTERS_SEARCHED = 100;
const MOST_CHARACTERS_TYPED = 1000;
const MOST_CHARACTERS_UPLOADED = 200_000;
/** With the marks that JSON adds it fits a request of one megabyte. */
const MOST_BYTES_OF_BATCH = 900_000;

/**
 * The scalars of the contract, by name. Each reads strictly and refuses with BAD_USER_INPUT; inside the services a value is
 * what `serviceScalars` says.
 */
export const scalars = {
  CsvText: stringScalar({ name: 'CsvText', parse: parseCsvText }),
  Day: stringScalar({ name: 'Day', parse: parseDay }),
  DistrictCode: stringScalar({ name: 'DistrictCode', parse: parseDistrictCode }),
  FormText: stringScalar({ name: 'FormText', parse: parseFormText }),
  IdempotencyKey: stringScalar({ name: 'IdempotencyKey', parse: parseIdempotencyKey }),
  Instant: stringScalar({ name: 'Instant', parse: parseInstant, print: (instant) => instant.toISOString() }),
  OccupationCode: stringScalar({
    name: 'OccupationCode',
    parse: (text) => {
      const reading = parseOccupationCode(text);
      return reading.ok ? readAs(reading.value.code) : reading;
    },
  }),
  OccupationCodePrefix: stringScalar({ name: 'OccupationCodePrefix', parse: parseOccupationCodePrefix }),
  PageSize: pageSizeScalar,
  SearchText: stringScalar({ name: 'SearchText', parse: parseSearchText }),
  SocialCreditCode: stringScalar({ name: 'SocialCreditCode', parse: parseCreditCode }),
  UploadText: stringScalar({ name: 'UploadText', parse: parseUploadText }),
} as const;

/** A text that something can be found by: one visible character at least, none that is invisible by purpose. */
function parseSearchText(text: string): Reading<string> {
  const fault = (reason: Uppercase<string>, message: string) =>
    unreadable({ code: 'INVALID_SEARCH_TEXT', reason, message, source: 'common.graphql' });
  if (text.length > 4 * MOST_CHARACTERS_SEARCHED || [...text].length > MOST_CHARACTERS_SEARCHED)
    return fault('TOO_LONG', `检索词不能超过${MOST_CHARACTERS_SEARCHED}个字`);
  if (/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text)) return fault('FORBIDDEN_CHARACTER', '检索词中有不可显示的字符');
  return nameKey(text) === '' ? fault('EMPTY', '检索词不能为空') : readAs(text);
}

/** A text of a form, kept exactly as it was typed: none that could not be shown, or would make others look like something else. */
function parseFormText(text: string): Reading<string> {
  const fault = (reason: Uppercase<string>, message: string) =>
    unreadable({ code: 'INVALID_FORM_TEXT', reason, message, source: 'common.graphql' });
  if (text.length > 4 * MOST_CHARACTERS_TYPED || [...text].length > MOST_CHARACTERS_TYPED)
    return fault('TOO_LONG', `填报文字不能超过${MOST_CHARACTERS_TYPED}个字`);
  return /[\p{Cs}\p{Bidi_Control}]|(?![\n\t])\p{Cc}/u.test(text)
    ? fault('FORBIDDEN_CHARACTER', '填报文字中有不可显示的字符')
    : readAs(text);
}

/** A table as it was saved by a spreadsheet, kept exactly: it is read and judged by what takes it. */
function parseCsvText(text: string): Reading<string> {
  const fault = (reason: Uppercase<string>, message: string) =>
    unreadable({ code: 'INVALID_CSV_TEXT', reason, message, source: 'common.graphql' });
  if (text.length > MOST_CHARACTERS_UPLOADED) return fault('TOO_LONG', `表格不能超过${MOST_CHARACTERS_UPLOADED}个字符`);
  return /[\p{Cs}\p{Bidi_Control}]|(?![\r\n\t])\p{Cc}/u.test(text)
    ? fault('FORBIDDEN_CHARACTER', '表格中有不可显示的字符')
    : readAs(text);
}

/** A file of many rows, kept exactly: what stands in a cell is judged row by row. */
function parseUploadText(text: string): Reading<string> {
  const fault = (reason: Uppercase<string>, message: string) =>
    unreadable({ code: 'INVALID_UPLOAD_TEXT', reason, message, source: 'certification.graphql' });
  if (Buffer.byteLength(text) > MOST_BYTES_OF_BATCH)
    return fault('TOO_LONG', `批量文件不能超过${MOST_BYTES_OF_BATCH}字节`);
  return /\0|\p{Cs}/u.test(text) ? fault('FORBIDDEN_CHARACTER', '批量文件中有不是字符的内容') : readAs(text);
}

/** What makes a repeated request the same request. */
function parseIdempotencyKey(text: string): Reading<string> {
  if (/^[\w-]{8,64}$/.test(text)) return readAs(text);
  return unreadable({
    code: 'INVALID_IDEMPOTENCY_KEY',
    reason: 'FORMAT',
    message: '幂等键应为8至64位字母、数字、连字符或下划线',
    source: 'common.graphql',
  });
}
