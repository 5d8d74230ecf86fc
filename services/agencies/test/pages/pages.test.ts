import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { publicityOf } from '../../dist/application/publicity-rules.js';
import { noticePage } from '../../dist/pages/notice-page.js';
import { type Receipt, receiptPage } from '../../dist/pages/receipt-page.js';

function receipt(changed: Partial<Receipt> = {}): string | null {
  return receiptPage({
    receiptNo: '示例-1',
    type: 'SOCIAL_ORGANISATION',
    agencyName: '示例学校',
    creditCode: null,
    items: [{ fullName: '茶艺师', levels: [3, 5, 4] }],
    validFrom: day('2026-10-12'),
    validTo: day('2029-10-11'),
    synthetic: false,
    ...changed,
  });
}

function notice(changed: Partial<Parameters<typeof noticePage>[0]> = {}): string {
  const count = publicityOf(day('2026-09-24'));
  return noticePage({
    applicantName: '示例学校',
    items: [{ fullName: '茶艺师', levels: [] }],
    publishedOn: day('2026-09-24'),
    endsOn: day('2026-10-09'),
    trace: count.trace,
    clauses: [{ notice: '沪人社职〔2025〕76号', item: '二（三）5', quote: '公示期为 5 个工作日' }],
    synthetic: true,
    ...changed,
  });
}

const hostile = `"><script>alert('1')</script>&amp;<style>x</style><img src=//x>`;

describe('a printed page', () => {
  test.each([
    ['a receipt', receipt({ agencyName: hostile, receiptNo: hostile, items: [{ fullName: hostile, levels: [] }] })!],
    ['a notice', notice({ applicantName: hostile, items: [{ fullName: hostile, levels: [1] }] })],
  ])('escapes whatever a record holds: %s', (_, page) => {
    expect(page.match(/<\/?(script|img|iframe|link|object|svg|form|a|base)\b/gi)).toBeNull();
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;');
    expect(page.replace(/<style>[^]*<\/style>/, '')).not.toMatch(/<[^>]*\s(on\w+|style|src|href)=/i);
  });

  test('allows itself its own style alone', () => {
    expect(receipt()).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/]{43}='">/,
    );
    expect(receipt()).not.toMatch(/https?:|url\(|@import/);
  });

  test('is marked when it is about something invented, and only then', () => {
    expect(receipt({ synthetic: true })).toContain('class="specimen"');
    expect(receipt()).not.toContain('class="specimen"');
  });
});

describe('a receipt', () => {
  test('has its number, its days, and the levels from the lowest', () => {
    const page = receipt()!.replace(/<[^>]*>/g, '');
    expect(page).toContain('编号：示例-1');
    expect(page).toContain('自2026年10月12日起，至2029年10月11日止');
    expect(page).toContain('初级工（五级）、中级工（四级）、高级工（三级）');
  });

  test.each([
    ['SOCIAL_ORGANISATION', '2024-08-18', null],
    ['SOCIAL_ORGANISATION', '2024-08-19', '270号'],
    ['SOCIAL_ORGANISATION', '2025-03-19', '270号'],
    ['SOCIAL_ORGANISATION', '2025-03-20', '76号'],
    ['COMPARISON', '2026-06-22', null],
    ['COMPARISON', '2026-06-23', '30号'],
    ['ENTERPRISE', '2026-10-12', null],
    ['COLLEGE', '2026-10-12', null],
  ] as const)('of type %s on %s rests on %s: none is made up', (type, from, number) => {
    const page = receipt({ type, validFrom: day(from) });
    if (number === null) expect(page).toBeNull();
    else expect(page).toMatch(new RegExp(`依据：沪[^<]*${number}`));
  });
});

describe('a public notice', () => {
  test('shows every calendar day on the way to its last', () => {
    const page = notice();
    expect(page).toContain('2026年10月9日24时');
    expect(page.match(/节假日（国庆节）/g)).toHaveLength(7);
  });

  test('says that the last day is open where the calendar does not reach', () => {
    const page = notice({ endsOn: null, trace: [] });
    expect(page).toContain('截止日待定');
    expect(page).not.toContain('公示期的推算');
  });
});
