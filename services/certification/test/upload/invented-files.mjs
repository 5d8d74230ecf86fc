// Invented files for processes of their own; `files.ts` has the same for tests.
import { residentIdCheck } from '@shanghai/kernel';

const header =
  '姓名,身份证号码,职业（工种）,等级,评价日期,发证日期,申报日期,证书编号,参评人员类别,协议或委托编号,成绩录入人员,成绩评定人员';

/** Another person for each number below a million. */
export function personOf(no) {
  const [year, day] = [1950 + Math.floor(no / 28_000), 1 + (Math.floor(no / 1_000) % 28)];
  const body = `310115${year}01${String(day).padStart(2, '0')}${String(no % 1_000).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}

export function rowOf(no) {
  const [name, level] = [`示例${'甲乙丙丁戊己庚辛'[no % 8]}`, 5 - (no % 3)];
  return `${name},${personOf(no)},示例装配工（示例）,${level},2026-10-10,2026-10-20,2026-09-01,,社会人员,,S-1,S-2`;
}

export function csvOf(rows) {
  return [header, ...rows].join('\n');
}

/** A filing that covers what the rows name, of its own agency. */
export function scopeOf(no) {
  const item = { filedItemId: `filed-item-${no}`, itemId: 'item-1', mappingId: null, fullName: '示例装配工（示例）' };
  return {
    _id: `filing-${no}`,
    agencyId: `agency-${no}`,
    agency: { name: `示例机构${no}`, type: 'SOCIAL_ORGANISATION', registrationDistrict: '310115', synthetic: true },
    type: 'SOCIAL_ORGANISATION',
    authority: { body: 'CENTRE', district: null },
    states: [{ status: 'ACTIVE', from: '2025-01-01', to: '2027-12-31' }],
    termination: null,
    items: [
      { ...item, nameKey: '示例装配工(示例)', levels: [5, 4, 3], from: '2025-01-01', to: null, notEvaluable: [] },
    ],
    part: null,
    version: 1,
  };
}
