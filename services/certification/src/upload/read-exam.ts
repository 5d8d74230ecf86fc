import {
  type Code,
  type Day,
  type Fault,
  type Finding,
  type LevelNumber,
  type Reading,
  finding,
  findingOfFault,
  parseDay,
  parseLevels,
  parseOccupationCode,
  parseResidentId,
  readAs,
  unreadable,
} from '@shanghai/kernel';
import { certificateClauses } from '../certificate/certificate-clauses.js';
import type { CandidateKind } from '../certificate/certificate.js';
import type { ExamReading, PassedExam } from '../certificate/exam.js';
import { nameFinding } from '../certificate/holder-name-rules.js';
import type { UploadCells } from './read-upload.js';
import { type UploadColumn, candidateLabels, uploadColumns } from './upload-columns.js';

const rule = { rule: 'CRT-001', force: 'MUST', clauses: [certificateClauses.issue] } as const;
const NUMBER = /^[A-Z0-9][A-Z0-9-]{5,39}$/;
/** Numbers of a roster or of staff: never names, which would be personal data in the open. */
const STAFF_NO = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const MOST_AGREEMENT = 100;

/** Reads the cells of a row as the exam of somebody: every finding names its column. */
export function readExam(cells: UploadCells, today: Day): ExamReading {
  const findings: Finding[] = missing(cells);
  const take = <T>(column: UploadColumn, read: (text: string) => Reading<T>): T | null => {
    const text = cells[column]?.trim() ?? '';
    if (text === '') return null;
    const reading = read(text);
    if (reading.ok) return reading.value;
    findings.push(...reading.faults.map((fault) => findingOfFault(rule, fault, [column])));
    return null;
  };
  const name = cells.name ?? '';
  if (name.trim() !== '') findings.push(...nameFinding(name));
  const resident = take('idNumber', (text) => parseResidentId(text, today));
  const exam = {
    name,
    occupation: take('occupation', readOccupation),
    level: take('level', readLevel),
    examOn: take('examOn', parseDay),
    issuedOn: take('issuedOn', parseDay),
    appliedOn: take('appliedOn', parseDay),
    number: take('number', (text) => matching(text, NUMBER, 'INVALID_CERTIFICATE_NUMBER')),
    candidateKind: take('candidateKind', readCandidateKind),
    agreementNo: take('agreementNo', readAgreement),
    scoreEnteredBy: take('scoreEnteredBy', (text) => matching(text, STAFF_NO, 'INVALID_STAFF_NO')),
    scoreConfirmedBy: take('scoreConfirmedBy', (text) => matching(text, STAFF_NO, 'INVALID_STAFF_NO')),
  };
  if (findings.length > 0 || resident === null) return { exam: null, findings };
  const { number: idNumber, bornOn } = resident;
  // Whatever every row has is there: what is empty is a finding.
  return { exam: { ...exam, idNumber, bornOn } as PassedExam, findings: [] };
}

/** 等级 is blank for a special ability, the numbers of staff where a score was not confirmed, which rules refuse. */
const mayBeBlank: readonly UploadColumn[] = ['level', 'scoreEnteredBy', 'scoreConfirmedBy'];

function missing(cells: UploadCells): Finding[] {
  return uploadColumns
    .filter(({ key, required }) => required && !mayBeBlank.includes(key) && (cells[key] ?? '').trim() === '')
    .map(({ key, label }) => finding({ ...rule, code: 'FIELD_REQUIRED' }, 'FAIL', `应填写${label}`, {}, [key]));
}

/** The name, since it identifies an item and its code does not (CAT-005). */
function readOccupation(text: string): Reading<string> {
  if (text.length > 200 || /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text))
    return faulty('INVALID_OCCUPATION', 'CHARACTER', '职业（工种）名称过长，或含有不可显示的字符');
  if (!/^[\d０-９][\d０-９\s—－-]*$/u.test(text)) return readAs(text);
  const code = parseOccupationCode(text);
  return code.ok
    ? faulty('OCCUPATION_BY_CODE', 'CODE', '职业编码不能确定职业（工种），请填写备案的名称')
    : unreadable(...code.faults);
}

/** One level: 5 to 1 as catalogues number them, or in words. */
function readLevel(text: string): Reading<LevelNumber> {
  const inWords = ['一级', '二级', '三级', '四级', '五级'].indexOf(text);
  const levels = parseLevels(inWords < 0 ? text : String(inWords + 1));
  if (!levels.ok) return levels;
  return levels.value.length === 1
    ? readAs(levels.value[0]!)
    : faulty('INVALID_LEVEL_SET', 'SEVERAL', '一本证书只有一个等级，只能是5、4、3、2、1');
}

function readCandidateKind(text: string): Reading<CandidateKind> {
  const found = Object.entries(candidateLabels).find(([kind, label]) => kind === text || label === text);
  return found
    ? readAs(found[0] as CandidateKind)
    : faulty('INVALID_CANDIDATE_KIND', 'UNKNOWN', `参评人员类别应为${Object.values(candidateLabels).join('、')}之一`);
}

function readAgreement(text: string): Reading<string> {
  return [...text].length <= MOST_AGREEMENT && !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text)
    ? readAs(text)
    : faulty('INVALID_AGREEMENT_NO', 'CHARACTER', '协议或委托编号过长，或含有不可显示的字符');
}

function matching(text: string, pattern: RegExp, code: Code): Reading<string> {
  return pattern.test(text) ? readAs(text) : faulty(code, 'FORMAT', '编号应为半角字母、数字和连字符');
}

function faulty(
  code: Code,
  reason: Code,
  message: string,
): { readonly ok: false; readonly faults: [Fault, ...Fault[]] } {
  return unreadable({ code, reason, message, source: 'certification.graphql' });
}
