import {
  type Clause,
  type Code,
  type DatedRule,
  type Day,
  type Finding,
  type LedgerId,
  clause,
  finding,
  findingOfFault,
  judged,
  judgeOn,
  parseDay,
  parseResidentId,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import { postOf } from '../post/post-table.js';
import type { RosterCase, RosterFacts } from './roster-facts.js';
import { listedPostRules } from './post-rules.js';
import type { Sheet, TypedLine, TypedPerson, TypedStaff, TypedSupervisor } from './typed-line.js';

/** How a line is filled in, by sheet: the identity number, what else is filled in, and the number of the line. */
export const lineRules: Readonly<
  Record<Sheet, Readonly<Record<'identity' | 'filled' | 'sequence', readonly [DatedRule]>>>
> = {
  STAFF: {
    identity: row('STF-015', 'INVALID_ID_NUMBER', clause(NOTICE_30, '附件5-2③', '末尾是“X”，请填写大写 X')),
    filled: row(
      'STF-016',
      'INVALID_REMARK',
      clause(NOTICE_30, '附件5-2⑦', '联系方式：填写手机号'),
      clause(
        NOTICE_30,
        '附件5-2⑨',
        '填写附劳务合同或劳务协议或聘用合同，同时填写备案时间，格式为：YYYYMMDD 新增/变更/删除',
      ),
    ),
    sequence: row('STF-001', 'SEQ_NOT_CUMULATIVE', clause(NOTICE_30, '附件5-2①', '序号：按顺序填写，至少 5 人')),
  },
  INTERNAL_SUPERVISORS: {
    identity: row(
      'ISU-003',
      'INVALID_ID_NUMBER',
      clause(NOTICE_30, '附件5 监督员汇总表②', '姓名要填写正确(姓名前、后及中间不能有空格)'),
      clause(NOTICE_30, '附件5 监督员汇总表③', '八位数字,如19760521'),
      clause(NOTICE_30, '附件5 监督员汇总表④', '末尾如果是“X”,请填写大写的X'),
    ),
    filled: row(
      'ISU-004',
      'FIELD_REQUIRED',
      clause(NOTICE_30, '附件5 监督员汇总表⑥', '如无职称或资格证书的,可填写工作职务'),
      clause(NOTICE_30, '附件5 监督员汇总表⑨', '填写该内部质量监督员的相关备案情况,格式为:YYYYMMDD 新增/变更/删除'),
    ),
    sequence: row(
      'ISU-002',
      'SEQ_NOT_CUMULATIVE',
      clause(NOTICE_30, '附件5 监督员汇总表①', '注意序号在原有已上传人员基础上累计标注'),
    ),
  },
};

/** When and of which sheet a line is judged, and where it stands in what was sent. */
export interface LineCase {
  readonly sheet: Sheet;
  readonly today: Day;
  readonly path: readonly string[];
}

/** What is wrong with a line by itself. None of it is kept then, whatever the agency and the day: it could not be read again. */
export function judgeLine(line: TypedLine, asked: LineCase): readonly Finding[] {
  const person = line.mark === 'DELETE' ? null : (line.staff ?? line.supervisor);
  return [
    ...judgeDay(line, asked),
    ...(person ? judgePerson(person, asked) : []),
    ...(person && line.staff ? judgeStaffFields(line.staff, asked) : []),
    ...(person && line.supervisor ? judgeSupervisorFields(line.supervisor, asked) : []),
  ];
}

/** 备案时间 of a line: eight digits, no day to come. Null when it cannot be read. */
export function readFiledOn({ filedOn }: Pick<TypedLine, 'filedOn'>, today: Day): Day | null {
  if (filedOn === null) return today;
  if (!/^\d{8}$/.test(filedOn)) return null;
  const reading = parseDay(`${filedOn.slice(0, 4)}-${filedOn.slice(4, 6)}-${filedOn.slice(6)}`);
  return reading.ok && reading.value <= today ? reading.value : null;
}

/** What the lines of a roster were judged by when they were taken: their numbers run on (ISU-002), and the rest was refused. */
export function judgeWrittenLines({ staff, supervisors }: RosterFacts, { on }: RosterCase): readonly Finding[] {
  const sheets = { STAFF: staff, INTERNAL_SUPERVISORS: supervisors } as const;
  return (Object.keys(sheets) as Sheet[]).flatMap((sheet) => {
    const { identity, filled, sequence } = lineRules[sheet];
    const runsOn = sheets[sheet].every(({ no }, at, all) => at === 0 || all[at - 1]!.no < no);
    const failure = { message: '序号未累计标注', path: [sheet === 'STAFF' ? 'staff' : 'supervisors'] };
    return [
      ...judgeOn(identity, on, (rule) => judged(rule, [], '身份证号码已核对')),
      ...judgeOn(filled, on, (rule) => judged(rule, [], '联系方式和备注已核对')),
      ...(sheet === 'STAFF'
        ? []
        : judgeOn(sequence, on, (rule) => judged(rule, runsOn ? [] : [failure], '序号累计标注'))),
    ];
  });
}

function judgeDay(line: TypedLine, { sheet, today, path }: LineCase): readonly Finding[] {
  if (readFiledOn(line, today) !== null) return [];
  const [rule] = lineRules[sheet].filled;
  const message = '备案时间应为不晚于当日的8位数字，后接新增、变更或删除';
  return [failed(rule, 'INVALID_REMARK', message, [...path, 'filedOn'])];
}

function judgePerson({ name, idNumber, phone, employer }: TypedPerson, asked: LineCase): readonly Finding[] {
  const { sheet, today, path } = asked;
  const { identity, filled } = lineRules[sheet];
  const identified = parseResidentId(idNumber, today);
  return [
    ...required(name, '姓名', 'name', asked),
    ...(/\s/u.test(name) && name.trim() !== ''
      ? [failed(identity[0], 'INVALID_NAME', '姓名前、后及中间不能有空格', [...path, 'name'])]
      : []),
    ...(identified.ok
      ? []
      : identified.faults.map((fault) => findingOfFault(identity[0], fault, [...path, 'idNumber']))),
    ...(/^1\d{10}$/.test(phone)
      ? []
      : [failed(filled[0], 'INVALID_PHONE', '联系方式应为11位手机号', [...path, 'phone'])]),
    ...required(employer, '工作单位', 'employer', asked),
  ];
}

function judgeStaffFields({ posts }: TypedStaff, { path }: LineCase): readonly Finding[] {
  return posts.flatMap(({ post, duty }, at) => {
    const { label, duties } = postOf(post);
    if (duty === null || duties !== null) return [];
    return [failed(listedPostRules[0], 'INVALID_DUTY', `${label}不分操作和审核`, [...path, 'posts', String(at)])];
  });
}

function judgeSupervisorFields(one: TypedSupervisor, asked: LineCase): readonly Finding[] {
  const { birthDate, idNumber, qualification, experience } = one;
  const [identity] = lineRules[asked.sheet].identity;
  const isBirthDate = /^\d{8}$/.test(birthDate ?? '') && birthDate === idNumber.slice(6, 14);
  return [
    ...(isBirthDate
      ? []
      : [
          failed(identity, 'INVALID_BIRTH_DATE', '出生日期应为8位数字，并与身份证号码一致', [
            ...asked.path,
            'birthDate',
          ]),
        ]),
    ...required(qualification, '专业技术职称/资格证书（或工作职务）', 'qualification', asked),
    ...required(experience, '工作经验', 'experience', asked),
  ];
}

function required(text: string | null, label: string, field: string, { sheet, path }: LineCase): readonly Finding[] {
  if (text !== null && text.trim() !== '') return [];
  return [failed(lineRules[sheet].filled[0], 'FIELD_REQUIRED', `应填写${label}`, [...path, field])];
}

function failed(rule: DatedRule, code: Code, message: string, path: readonly string[]): Finding {
  return finding({ ...rule, code }, 'FAIL', message, {}, path);
}

function row(rule: LedgerId, code: Code, ...clauses: readonly Clause[]): readonly [DatedRule] {
  return [ruleOf30(rule, code, ...clauses)];
}
