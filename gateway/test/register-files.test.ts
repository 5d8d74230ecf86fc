import { describe, expect, test } from '@jest/globals';
import { registerFiles } from '../dist/downloads/register-files.js';
import type { RegisterRow } from '../dist/downloads/register-columns.js';

const csv = registerFiles.find(({ extension }) => extension === 'csv')!;

function row(changed: Partial<RegisterRow> = {}): RegisterRow {
  return {
    filing: { id: 'filing-1' },
    agencyName: '示例机构',
    type: 'SOCIAL_ORGANISATION',
    authority: 'CENTRE',
    authorityDistrict: null,
    receiptNo: '示例-1',
    validFrom: '2024-05-10',
    validTo: '2027-05-09',
    state: { status: 'ACTIVE', since: '2024-05-10', reason: '有效期内' },
    items: [{ fullName: '钳工', code: '6-20-01-01', levels: ['JUNIOR', 'SENIOR'] }],
    sites: [{ name: '示例考核点', address: '示例路1号', district: { code: '310115', name: '浦东新区' } }],
    changes: null,
    synthetic: true,
    ...changed,
  };
}

describe('the register as CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)'])('makes a cell that begins as %s harmless', (agencyName) => {
    expect(csv.rows([row({ agencyName })], true).startsWith(`'${agencyName},`)).toBe(true);
  });

  test('quotes what has commas, quotes and line ends, as RFC 4180 has it', () => {
    const text = csv.rows([row({ agencyName: '示例,"机构"\n分部' })], true);
    expect(text.startsWith('"示例,""机构""\n分部",社会培训评价组织,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  test('says in Chinese what is filed and where', () => {
    const text = csv.rows([row()], true);
    expect(text).toContain('钳工【6-20-01-01，初级工、高级工】');
    expect(text).toContain('示例考核点（浦东新区，示例路1号）');
  });
});
