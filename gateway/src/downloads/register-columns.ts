import { skillLevels } from '@shanghai/kernel';
import type { PublicRegisterQuery } from '@shanghai/schema/operations';

/** A row of the register, as the screen has it. */
export type RegisterRow = NonNullable<PublicRegisterQuery['register']>['nodes'][number];

const typeLabels: Readonly<Record<RegisterRow['type'], string>> = {
  SOCIAL_ORGANISATION: '社会培训评价组织',
  ENTERPRISE: '企业',
  COLLEGE: '院校',
  COMPARISON: '比照认定机构',
};

const statusLabels: Readonly<Record<RegisterRow['state']['status'], string>> = {
  LISTED: '在目录所列',
  ACTIVE: '备案有效',
  SUSPENDED: '暂停评价',
  EXPIRED: '备案期满',
  TERMINATED: '终止备案',
};

const changeLabels: Readonly<Record<NonNullable<RegisterRow['changes']>[number]['kind'], string>> = {
  PUBLISHED: '公布',
  STATE: '状态',
  VALIDITY: '有效期',
  ITEM: '项目',
  SITE: '考核点',
};

/** The columns of the file, each with its heading and its text of a row. */
export const registerColumns: readonly (readonly [heading: string, of: (row: RegisterRow) => string])[] = [
  ['机构名称', ({ agencyName }) => agencyName],
  ['类型', ({ type }) => typeLabels[type]],
  ['备案机关', authorityOf],
  ['备案回执编号', ({ receiptNo }) => receiptNo ?? ''],
  ['有效期起', ({ validFrom }) => validFrom ?? ''],
  ['有效期止', ({ validTo }) => validTo ?? ''],
  ['备案状态', ({ state }) => statusLabels[state.status]],
  ['状态起始日', ({ state }) => state.since ?? ''],
  ['状态说明', ({ state }) => state.reason],
  ['备案项目', ({ items }) => items.map(itemText).join('；')],
  [
    '考核点',
    ({ sites }) => sites.map(({ name, district, address }) => `${name}（${district.name}，${address}）`).join('；'),
  ],
  ['变动', ({ changes }) => (changes ?? []).map(changeText).join('；')],
  ['示例数据', ({ synthetic }) => (synthetic ? '是' : '')],
  ['备案标识', ({ filing }) => filing.id],
];

function authorityOf({ authority, authorityDistrict }: RegisterRow): string {
  if (authority === null) return '';
  return authority === 'CENTRE' ? '上海市职业技能鉴定中心' : `${authorityDistrict?.name ?? ''}人力资源和社会保障局`;
}

function itemText({ fullName, code, levels }: RegisterRow['items'][number]): string {
  const labels = levels.map((level) => skillLevels.find(({ id }) => id === level)?.label ?? level);
  const details = [code ?? [], labels.join('、') || []].flat().join('，');
  return details === '' ? fullName : `${fullName}【${details}】`;
}

function changeText({ kind, subject, before, after, on }: NonNullable<RegisterRow['changes']>[number]): string {
  return `${on}${changeLabels[kind]}${subject ? `“${subject}”` : ''}：${before ?? '无'}→${after ?? '无'}`;
}
