import { type Day, type Verdict, dayAt, findLevel, partsOf, startOfDay } from '@shanghai/kernel';
import { type Html, markup, pageFrame } from '@shanghai/platform';
import { qrCode } from './qr-code.js';
import { verdictOf } from './verification-rules.js';
import type { CheckName, VerifiableCertificate, Verification } from './verification.js';

/** What a page shows beside the verification. */
export interface PageFacts {
  readonly verification: Verification;
  /** Masked; null where nothing was found. */
  readonly holderName: string | null;
  /** Null where it is not known. */
  readonly agencyName: string | null;
  /** Where this can be asked again. */
  readonly address: string;
}

const verdicts: Readonly<Record<Verdict, string>> = {
  PASS: '符合',
  FAIL: '不符合',
  UNDETERMINED: '无法判定',
  NOT_APPLICABLE: '不适用',
};

const conclusions = {
  PASS: '核验通过',
  FAIL: '核验未通过',
  UNDETERMINED: '部分事项无法判定',
} as const;

const checkNames: Readonly<Record<CheckName, string>> = {
  REGISTERED: '登记信息',
  STANDING: '证书状态',
  SCOPE: '备案范围',
  CURRENT: '更正与补证',
  NUMBER_STRUCTURE: '编号结构（仅供核对）',
};

/** 职业技能等级证书核验结果 as a page to be printed. Of the holder it has the masked name alone, and nothing where nothing was found. */
export function verificationPage({ verification, holderName, agencyName, address }: PageFacts): string {
  const { certificate, checks, number, checkedAt } = verification;
  const clauses = [
    ...new Map(checks.flatMap(({ finding }) => finding.clauses).map((one) => [one.quote, one])).values(),
  ];
  return pageFrame({
    title: '职业技能等级证书核验结果',
    marks: certificate?.synthetic ? [SPECIMEN] : [],
    content: [
      markup`<div class="code">${[qrCode(address, 30)]}<p>扫码核验</p></div>
<p>证书编号：${number}</p>
<p>核验时间：${instantInWords(checkedAt)}</p>
<p class="verdict">结论：${conclusions[verdictOf(checks)]}</p>`,
      ...(certificate ? [certificateTable(certificate, holderName, agencyName)] : []),
      markup`<table>
<caption>核验事项</caption>
<thead><tr><th>事项</th><th>判定</th><th>说明</th></tr></thead>
<tbody>
${checks.map(
  ({ name, finding: { verdict, message } }) =>
    markup`<tr><th>${checkNames[name]}</th><td class="level">${verdicts[verdict]}</td><td>${message}</td></tr>\n`,
)}</tbody>
</table>`,
    ],
    foot: [
      markup`<p>本页仅反映核验时登记系统所载信息，不作为职业技能等级证书使用。</p>`,
      ...clauses.map(
        ({ notice, item, quote }) => markup`<p>依据：${notice} ${item}：“${quote.replace(/\s+/gu, '')}”</p>`,
      ),
    ],
  });
}

function certificateTable(
  { occupation, level, examOn, issuedOn, source, printNo, revision }: VerifiableCertificate,
  holderName: string | null,
  agencyName: string | null,
): Html {
  const found = level === null ? null : findLevel(level);
  const rows: readonly (readonly [string, string])[] = [
    ['姓名', holderName ?? ''],
    ['职业（工种）', occupation],
    ['等级', found ? `${found.label}（${found.numberLabel ?? ''}）` : '不分等级'],
    ['评价机构', agencyName ?? '（暂无名称）'],
    [source === 'COMPARISON' ? '认定配证日期' : '评价日期', dayInWords(examOn)],
    ['发证日期', dayInWords(issuedOn)],
    ['版次、印次', `第${revision}版，第${printNo}次印发`],
  ];
  return markup`<table>
<caption>登记信息</caption>
<tbody>
${rows.map(([name, value]) => markup`<tr><th>${name}</th><td>${value}</td></tr>\n`)}</tbody>
</table>`;
}

function dayInWords(on: Day): string {
  const { year, month, dayOfMonth } = partsOf(on);
  return `${year}年${month}月${dayOfMonth}日`;
}

/** 2026年11月1日 12:00:00, in Shanghai. */
function instantInWords(instant: Date): string {
  const on = dayAt(instant);
  const seconds = Math.floor((instant.getTime() - startOfDay(on).getTime()) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${dayInWords(on)} ${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

const SPECIMEN = markup`<div class="specimen" aria-hidden="true">示例</div>
<p class="invented">示例：本页所载均为虚构，不具任何效力</p>`;
