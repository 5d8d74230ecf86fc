import { expect } from '@jest/globals';
import { residentIdCheck } from '@shanghai/kernel';
import type { Json } from '../graph/graph.js';
import { newKey, type Person, type Teller } from './teller.js';

const BORN = '19760521';
const STAFF = '序号,姓名,岗位类别,身份证号码,工作单位,部门,职务,联系方式,具体岗位,备注';
const SUPERVISORS =
  '序号,姓名,性别,出生日期,文化程度,身份证号码,工作单位,专业技术职称/资格证书,单位地址,联系方式,电子邮箱,工作经验,备注';

/** 岗位类别 and 具体岗位 of somebody, as the printed sheet has them. */
export type PrintedPosts = readonly [categories: string, posts: string];

/** Five who have the posts that every rule asks for. */
export const lawfulPosts: readonly PrintedPosts[] = [
  ['负责人、执行负责人', ''],
  ['联系人、成绩管理', '成绩录入岗'],
  ['申报管理、成绩管理', '申报审核岗（初审）、成绩评定岗'],
  ['申报管理', '申报审核岗（复核）'],
  ['质量督导', '质量管理岗'],
];

/** A sheet of people as an agency files it on a day: what happens to each of them is in the remark. */
export function staffSheet(posts: readonly PrintedPosts[], remark: string): string {
  const rows = posts.map(
    ([categories, own], at) =>
      `${at + 1},示例人员${at},"${categories}",${idNumberOf(at)},示例单位,,总经理,${phoneOf(at)},"${own}",${remark}`,
  );
  return [STAFF, ...rows].join('\n');
}

/** A sheet of so many internal supervisors. */
export function supervisorSheet(count: number, day: string): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const id = idNumberOf(50 + at);
    return `${at + 1},示例督导${at},女,${BORN},本科,${id},示例单位,工程师,示例路1号,${phoneOf(50 + at)},,10年,"附申请表，${day} 新增"`;
  });
  return [SUPERVISORS, ...rows].join('\n');
}

/** Imports a sheet over the roster as it stands; the codes of why not, and what the rules then say of the people. */
export async function imported(
  story: Teller,
  by: Person,
  agencyId: string,
  { sheet, csv }: { readonly sheet: 'STAFF' | 'INTERNAL_SUPERVISORS'; readonly csv: string },
): Promise<Json> {
  const query = `mutation ($version: Int!, $sheet: RosterSheet!, $csv: CsvText!, $key: IdempotencyKey!) {
    importRoster(version: $version, sheet: $sheet, csv: $csv, idempotencyKey: $key) {
      ... on RosterActDone { roster {
        version
        staff { id no }
        check(as: COMPARISON) {
          isLawful
          findings(verdict: [FAIL]) { rule code force }
          repair { outcome changes { no takes label } left { code } }
        }
      } }
      ... on Refused { refusals { rule code path } }
    }
  }`;
  const { roster } = await story.read(by, 'query ($id: ID!) { roster(agencyId: $id) { version } }', { id: agencyId });
  const version = roster?.version ?? 0;
  const { importRoster } = await story.read(by, query, { version, sheet, csv, key: newKey() });
  expect(importRoster.refusals ?? []).toEqual([]);
  return importRoster.roster;
}

/** Has the head sign the commitment of the agency, and each of its staff the pledge. */
export async function signed(story: Teller, by: Person, staff: readonly Json[], on: string): Promise<void> {
  const query = `mutation ($kind: SignedDocumentKind!, $capacity: SigningCapacity!, $staffId: ID!, $name: FormText!,
      $on: Day!, $key: IdempotencyKey!) {
    signCommitment(kind: $kind, capacity: $capacity, staffId: $staffId, signatory: $name, signedOn: $on,
      agencyName: "示例单位", idempotencyKey: $key) { ... on SignedDocumentDone { document { number } } ... on Refused { refusals { code } } }
  }`;
  const [head] = staff;
  const documents = [
    { kind: 'AGENCY_COMMITMENT', capacity: 'AGENCY_HEAD', staffId: head.id, name: '示例人员0' },
    ...staff.map(({ id, no }) => ({
      ...{ kind: 'INTEGRITY_PLEDGE', capacity: 'STAFF', staffId: id, name: `示例人员${no - 1}` },
    })),
  ];
  for (const one of documents) {
    const { signCommitment } = await story.read(by, query, { ...one, on, key: newKey() });
    expect(signCommitment.document?.number).toEqual(expect.any(String));
  }
}

function idNumberOf(at: number): string {
  const body = `310115${BORN}${String(100 + at)}`;
  return body + residentIdCheck(body);
}

function phoneOf(at: number): string {
  return `139000001${String(at).padStart(2, '0')}`;
}
