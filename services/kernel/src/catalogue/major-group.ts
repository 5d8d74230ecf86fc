/** The first digit of an occupation code (大类). */
export type MajorGroupDigit = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8';

export interface MajorGroup {
  readonly digit: MajorGroupDigit;
  readonly name: string;
  /** The notices number the groups through their codes but do not name them. */
  readonly source: string;
}

const SOURCE = '《中华人民共和国职业分类大典（2022年版）》';

/**
 * The eight major groups of the national classification. Not in the notices. The wording of 6 and 7 has not been checked
 * against the printed classification; the edition of 2015 calls group 7 军人. Items exist in 3 to 6 only.
 */
export const majorGroups: readonly MajorGroup[] = [
  { digit: '1', name: '党的机关、国家机关、群众团体和社会组织、企事业单位负责人', source: SOURCE },
  { digit: '2', name: '专业技术人员', source: SOURCE },
  { digit: '3', name: '办事人员和有关人员', source: SOURCE },
  { digit: '4', name: '社会生产服务和生活服务人员', source: SOURCE },
  { digit: '5', name: '农、林、牧、渔业生产及辅助人员', source: SOURCE },
  { digit: '6', name: '生产制造及有关人员', source: SOURCE },
  { digit: '7', name: '军队人员', source: SOURCE },
  { digit: '8', name: '不便分类的其他从业人员', source: SOURCE },
];

/** The group of that digit, or null. */
export function findMajorGroup(digit: string): MajorGroup | null {
  return majorGroups.find((group) => group.digit === digit) ?? null;
}
