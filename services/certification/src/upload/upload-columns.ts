import type { CandidateKind } from '../certificate/certificate.js';

/** A column of a batch, as files in JSON name it. */
export type UploadColumn =
  | 'name'
  | 'idNumber'
  | 'occupation'
  | 'level'
  | 'examOn'
  | 'issuedOn'
  | 'appliedOn'
  | 'number'
  | 'candidateKind'
  | 'agreementNo'
  | 'scoreEnteredBy'
  | 'scoreConfirmedBy';

/** The columns of a batch: what heads each in a table, and whether every file has it. No notice prints such a table. */
export const uploadColumns: readonly {
  readonly key: UploadColumn;
  readonly label: string;
  readonly required: boolean;
}[] = [
  { key: 'name', label: '姓名', required: true },
  { key: 'idNumber', label: '身份证号码', required: true },
  { key: 'occupation', label: '职业（工种）', required: true },
  { key: 'level', label: '等级', required: true },
  { key: 'examOn', label: '评价日期', required: true },
  { key: 'issuedOn', label: '发证日期', required: true },
  { key: 'appliedOn', label: '申报日期', required: false },
  { key: 'number', label: '证书编号', required: false },
  { key: 'candidateKind', label: '参评人员类别', required: true },
  { key: 'agreementNo', label: '协议或委托编号', required: false },
  { key: 'scoreEnteredBy', label: '成绩录入人员', required: true },
  { key: 'scoreConfirmedBy', label: '成绩评定人员', required: true },
];

/** 参评人员类别 as tables write it. */
export const candidateLabels: Readonly<Record<CandidateKind, string>> = {
  PUBLIC: '社会人员',
  EMPLOYEE: '本单位在岗职工',
  PARTNER_COLLEGE_FINAL_YEAR: '校企合作院校毕业学年学生',
  COMMISSIONED_ENTERPRISE: '受托企业职工',
  SUBSIDIARY_OUTSIDE_CITY: '市域外下属企业职工',
  OWN_FINAL_YEAR_STUDENT: '本校毕业学年学生',
};

/** The column that a heading or key names; null for none. */
export function columnOf(heading: string): UploadColumn | null {
  const text = heading.trim();
  return uploadColumns.find(({ key, label }) => key === text || label === text)?.key ?? null;
}

/** The first column that is missing, unknown or there twice, by its name in the file; null when all is well. */
export function faultyColumn(headings: readonly string[]): string | null {
  const keys = headings.map(columnOf);
  const wrong = keys.findIndex((key, at) => key === null || keys.indexOf(key) !== at);
  if (wrong >= 0) return [...headings[wrong]!].slice(0, 20).join('');
  return uploadColumns.find(({ key, required }) => required && !keys.includes(key))?.label ?? null;
}
