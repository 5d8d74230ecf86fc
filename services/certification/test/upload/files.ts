import type { Caller } from '@shanghai/platform';
import type { ServedSubgraph } from '@shanghai/platform/testing';
import { newKey, people } from '../certificate/certificate-acts.js';
import { FILING, idNumberOf } from '../certificate/exams.js';

/** The cells of one row; another person by its number. */
export const rowOf = (no: number, over: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...{ name: '安娜卡列宁', idNumber: personOf(no), occupation: '示例装配工（示例）', level: '4' },
  ...{ examOn: '2026-10-10', issuedOn: '2026-10-20', appliedOn: '', number: '', candidateKind: '社会人员' },
  ...{ agreementNo: '', scoreEnteredBy: 'S-1', scoreConfirmedBy: 'S-2', ...over },
});

/** Another person for each number below a million. */
export const personOf = (no: number): string => {
  const [year, day] = [1950 + Math.floor(no / 30_000), 1 + (Math.floor(no / 1_000) % 28)];
  return idNumberOf(no % 1_000, `${year}01${String(day).padStart(2, '0')}`);
};

const headings: Readonly<Record<string, string>> = {
  ...{ name: '姓名', idNumber: '身份证号码', occupation: '职业（工种）', level: '等级', examOn: '评价日期' },
  ...{ issuedOn: '发证日期', appliedOn: '申报日期', number: '证书编号', candidateKind: '参评人员类别' },
  ...{ agreementNo: '协议或委托编号', scoreEnteredBy: '成绩录入人员', scoreConfirmedBy: '成绩评定人员' },
};

/** A file as spreadsheets write it. */
export function csvOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const keys = Object.keys(headings);
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => keys.map((key) => cell(row[key] ?? '')).join(','));
  return [keys.map((key) => headings[key]!).join(','), ...lines].join('\n');
}

/** A file with an object a line. */
export function jsonLinesOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

const ANSWER = `... on CertificateBatchDone { isRepeated batch { id rows flaggedRows contentDigest source } }
  ... on CertificateBatchRefused { rows refusedRows refusals { rule code } counts { rule code count }
    rowRefusals { line column rule code message } report }`;

/** What an upload was answered with; of an error its code and reason. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Uploaded = any;

export async function upload(
  served: ServedSubgraph,
  rows: string,
  over: Partial<{ by: Caller; key: string; format: string; filingId: string; as: 'upload' | 'import' }> = {},
): Promise<Uploaded> {
  const { by = people.agency, key = newKey(), format = 'CSV', filingId = FILING, as = 'upload' } = over;
  const name = `${as}Certificates`;
  const query = `mutation ($rows: UploadText!, $format: UploadFormat!, $key: IdempotencyKey!, $filingId: ID!) {
    ${name}(filingId: $filingId, format: $format, rows: $rows, idempotencyKey: $key) { ${ANSWER} } }`;
  const { data, errors } = await served.ask(query, { rows, format, key, filingId }, by);
  return data?.[name] ?? { errors: errors.map(({ extensions: { code, reason } }) => [code, reason]) };
}

/** Line, column and code of each refused row. */
export function rowCodes({ rowRefusals }: Uploaded): readonly string[] {
  return (rowRefusals ?? []).map(({ line, column, code }: Uploaded) => `${line} ${column} ${code}`);
}
