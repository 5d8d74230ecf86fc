import type { Sheet } from './typed-line.js';

/** The columns of each sheet as the notice prints them, in its order. */
export const sheetColumns: Readonly<Record<Sheet, readonly string[]>> = {
  STAFF: ['序号', '姓名', '岗位类别', '身份证号码', '工作单位', '部门', '职务', '联系方式', '具体岗位', '备注'],
  INTERNAL_SUPERVISORS: [
    ...['序号', '姓名', '性别', '出生日期', '文化程度', '身份证号码', '工作单位', '专业技术职称/资格证书'],
    ...['单位地址', '联系方式', '电子邮箱', '工作经验', '备注'],
  ],
};

/** What each sheet is called. */
export const sheetTitles: Readonly<Record<Sheet, string>> = {
  STAFF: '职业技能评价机构工作人员信息汇总表',
  INTERNAL_SUPERVISORS: '职业技能评价机构内部质量监督员信息汇总表',
};
