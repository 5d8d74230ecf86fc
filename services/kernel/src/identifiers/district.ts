import { type Reading, readAs, unreadable } from '../findings/fault.js';

/** One of the sixteen districts of Shanghai (区). */
export interface District {
  /** GB/T 2260. */
  readonly code: DistrictCode;
  readonly name: string;
  readonly nameEn: string;
  readonly source: string;
}

/** The sixteen districts by GB/T 2260, in the order of their codes. Not from the notices, which say 各区 and list none. */
export const districts = [
  district('310101', '黄浦区', 'Huangpu'),
  district('310104', '徐汇区', 'Xuhui'),
  district('310105', '长宁区', 'Changning'),
  district('310106', '静安区', "Jing'an"),
  district('310107', '普陀区', 'Putuo'),
  district('310109', '虹口区', 'Hongkou'),
  district('310110', '杨浦区', 'Yangpu'),
  district('310112', '闵行区', 'Minhang'),
  district('310113', '宝山区', 'Baoshan'),
  district('310114', '嘉定区', 'Jiading'),
  district('310115', '浦东新区', 'Pudong'),
  district('310116', '金山区', 'Jinshan'),
  district('310117', '松江区', 'Songjiang'),
  district('310118', '青浦区', 'Qingpu'),
  district('310120', '奉贤区', 'Fengxian'),
  district('310151', '崇明区', 'Chongming'),
] as const;

export type DistrictCode = (typeof districts)[number]['code'];

/** The district of that code, or null: codes of abolished districts (310103 卢湾) are none. */
export function findDistrict(code: string): District | null {
  return districts.find((district) => district.code === code) ?? null;
}

/** Reads the code of one of the sixteen districts. Refuses everything else with INVALID_DISTRICT_CODE: FORMAT, UNKNOWN. */
export function parseDistrictCode(text: string): Reading<DistrictCode> {
  const found = districts.find(({ code }) => code === text);
  if (found) return readAs(found.code);
  const reason = /^\d{6}$/.test(text) ? 'UNKNOWN' : 'FORMAT';
  return unreadable({
    code: 'INVALID_DISTRICT_CODE',
    reason,
    message: '应为上海市十六个区之一的六位区划代码',
    source: 'GB/T 2260',
  });
}

function district<C extends string>(code: C, name: string, nameEn: string) {
  return { code, name, nameEn, source: 'GB/T 2260' } as const;
}
