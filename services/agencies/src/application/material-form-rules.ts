import { type Failure, type Finding, judged, judgeOn, nameKey } from '@shanghai/kernel';
import type { Material } from './application-form.js';
import type { JudgedForm } from './application.js';
import { materialListsOf, materialTypes } from './material-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

/** What the self-service system takes of one file: 2 GiB. */
const MOST_BYTES = 2 * 1024 ** 3;

/**
 * What describes each file (AGY-012), at its place: UNKNOWN_MATERIAL_TYPE, FIELD_REQUIRED, INVALID_MATERIAL_SIZE,
 * INVALID_CHECKSUM, CHECKSUM_REUSED for the same content twice, DUPLICATE_MATERIAL for the same file twice,
 * MATERIAL_ITEM_MISMATCH for an item that is not applied for, or of anything but sample papers.
 */
export function judgeMaterialForms({ form, on, route }: SubmissionFacts): readonly Finding[] {
  return judgeOn(materialListsOf(route), on, (rule) =>
    judged(
      rule,
      form.materials.flatMap((_, at) => failuresOf(form, at)),
      '申报材料登记正确',
      { path: ['materials'] },
    ),
  );
}

function failuresOf({ materials, items }: JudgedForm, at: number): readonly Failure[] {
  const material = materials[at]!;
  const before = materials.slice(0, at);
  const path = ['materials', `${at}`];
  return checks.flatMap(({ field, code, message, fails }) =>
    fails(
      material,
      before,
      items.map(({ fullName }) => nameKey(fullName)),
    )
      ? [{ message, code, path: [...path, field] }]
      : [],
  );
}

interface Check {
  readonly field: keyof Material;
  readonly code: NonNullable<Failure['code']>;
  readonly message: string;
  readonly fails: (material: Material, before: readonly Material[], items: readonly string[]) => boolean;
}

const checks: readonly Check[] = [
  {
    field: 'type',
    code: 'UNKNOWN_MATERIAL_TYPE',
    message: '材料种类不在材料清单中',
    fails: ({ type }) => !materialTypes.some(([known]) => known === type),
  },
  {
    field: 'name',
    code: 'FIELD_REQUIRED',
    message: '应填写文件名',
    fails: ({ name }) => name.trim() === '',
  },
  {
    field: 'reference',
    code: 'FIELD_REQUIRED',
    message: '应填写自助经办系统中的文件编号',
    fails: ({ reference }) => reference.trim() === '',
  },
  {
    field: 'reference',
    code: 'DUPLICATE_MATERIAL',
    message: '同一文件重复登记',
    fails: ({ reference }, before) =>
      reference.trim() !== '' && before.some((one) => one.reference.trim() === reference.trim()),
  },
  {
    field: 'sizeBytes',
    code: 'INVALID_MATERIAL_SIZE',
    message: '文件大小应为1字节至2GB的整数',
    fails: ({ sizeBytes }) => !Number.isSafeInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > MOST_BYTES,
  },
  {
    field: 'sha256',
    code: 'INVALID_CHECKSUM',
    message: '校验值应为64位十六进制的SHA-256',
    fails: ({ sha256 }) => !isChecksum(sha256),
  },
  {
    field: 'sha256',
    code: 'CHECKSUM_REUSED',
    message: '与另一份材料内容相同',
    fails: ({ sha256 }, before) =>
      isChecksum(sha256) && before.some((one) => one.sha256.toLowerCase() === sha256.toLowerCase()),
  },
  {
    field: 'itemName',
    code: 'MATERIAL_ITEM_MISMATCH',
    message: '样卷应对应所申报的项目，其他材料不对应项目',
    fails: ({ type, itemName }, _before, items) =>
      type === 'SAMPLE_PAPERS' ? itemName === null || !items.includes(nameKey(itemName)) : itemName !== null,
  },
];

function isChecksum(text: string): boolean {
  return /^[\da-f]{64}$/i.test(text);
}
