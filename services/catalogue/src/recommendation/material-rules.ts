import { type Failure, type Finding, clause, dayAt, judged, judgeOn } from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { FormFile } from './recommendation-form.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 推荐方式: the form as sealed PDF and as Word file (REC-008); that the seal is on the PDF alone is our reading (PR). */
export const materialRule = since76('REC-008', 'MISSING_MATERIAL', [
  clause('沪人社职〔2025〕76号', '一（三）2', '加盖公章后报送至市职鉴中心指定邮箱，须提交PDF电子版和WORD电子版'),
]);

/** The two files, with the media types that they come in. */
export const formFiles: readonly {
  readonly type: string;
  readonly label: string;
  readonly mediaTypes: readonly string[];
}[] = [
  {
    type: 'OCCUPATION_RECOMMENDATION_FORM_PDF_SEALED',
    label: '加盖公章的推荐表PDF电子版',
    mediaTypes: ['application/pdf'],
  },
  {
    type: 'OCCUPATION_RECOMMENDATION_FORM_WORD',
    label: '推荐表WORD电子版',
    mediaTypes: ['application/msword', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  },
];

const MOST_BYTES = 2 ** 31;

/** Whether both files are there, each of its kind, whole and once (REC-008). */
export function judgeMaterials({ form: { files }, at }: SubmissionFacts): readonly Finding[] {
  const missing = formFiles
    .filter(({ type }) => !files.some((file) => file.type === type))
    .map(({ type, label }) => ({ message: `缺少${label}`, path: ['files'], facts: { missing: [type] } }));
  const failures = [...missing, ...files.flatMap((file, index) => fileFailures(file, index, files))];
  return judgeOn([materialRule], dayAt(at), () => judged(materialRule, failures, '推荐表两种电子版齐全'));
}

function fileFailures(file: FormFile, index: number, files: readonly FormFile[]): readonly Failure[] {
  const kind = formFiles.find(({ type }) => type === file.type);
  const before = files.slice(0, index);
  const checks: readonly (readonly [boolean, Failure & { readonly at: string }])[] = [
    [kind !== undefined, { message: '不是推荐表所需文件', code: 'UNKNOWN_MATERIAL', at: 'type' }],
    [
      kind === undefined || kind.mediaTypes.includes(file.mediaType),
      { message: '文件格式与种类不符', code: 'FILE_TYPE_MISMATCH', at: 'mediaType' },
    ],
    [
      Number.isSafeInteger(file.sizeBytes) && file.sizeBytes > 0 && file.sizeBytes <= MOST_BYTES,
      { message: '文件大小无效', code: 'INVALID_FILE_SIZE', at: 'sizeBytes' },
    ],
    [
      /^[0-9a-f]{64}$/.test(file.sha256),
      { message: '校验和应为SHA-256的64位十六进制', code: 'INVALID_CHECKSUM', at: 'sha256' },
    ],
    [!before.some(({ type }) => type === file.type), { message: '文件重复', code: 'DUPLICATE_MATERIAL', at: 'type' }],
    [
      !before.some(({ sha256 }) => sha256 === file.sha256),
      { message: '与另一文件内容相同', code: 'DUPLICATE_MATERIAL', at: 'sha256' },
    ],
  ];
  return checks.flatMap(([holds, { at, ...failure }]) =>
    holds ? [] : [{ ...failure, path: ['files', `${index}`, at] }],
  );
}
