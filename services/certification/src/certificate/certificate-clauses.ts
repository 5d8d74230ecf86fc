import { clause } from '@shanghai/kernel';

const MANAGEMENT = '沪人社职〔2024〕120号';
const YEAR_2024 = '沪人社职〔2024〕38号';
const COMPARISON = '沪职鉴中心〔2026〕30号';

/** The words that certificates rest on. */
export const certificateClauses = {
  issue: clause(
    YEAR_2024,
    '三',
    '参评人员经社会化职业技能等级认定合格的，可按规定获得由社评组织颁发的职业技能等级证书',
  ),
  responsible: clause(YEAR_2024, '五（二）', '且须按照“谁评价、谁发证、谁负责”的原则承担主体责任'),
  age: clause(
    YEAR_2024,
    '二（一）',
    '年满16周岁且符合相关评价项目申报条件的，可申请在本市行政区域内参加相应的职业技能等级认定',
  ),
  score: clause(COMPARISON, '附件5-1', '成绩录入岗不得和成绩评定岗兼任'),
  scoreReview: clause(COMPARISON, '附件5-1', '复核考试成绩，负责操作“人社自助经办系统”成绩评定工作'),
  twoPersons: clause(
    COMPARISON,
    '附件5 二（一）',
    '申报审核、成绩管理等关键岗位应至少设置2人,分别负责操作和审核,人员应相对稳定,不可角色互换',
  ),
  keeping: clause(COMPARISON, '附件5-1', '管理发放证书，补证，更正证书信息、删除证书等相关工作'),
  revocation: clause(
    MANAGEMENT,
    '三（四）2',
    '对评价机构超范围上传证书数据、上传证书数据有错误的，撤销其上传的违规证书数据',
  ),
  comparing: clause(MANAGEMENT, '三（二）4', '实现动态化比对、实时性监控、智能化预警'),
  afterEnd: clause(
    MANAGEMENT,
    '三（四）3',
    '评价机构终止备案的，要妥善处理后续工作，承担已评价发证产生的责任以及因违纪违规违法行为造成的后果',
  ),
} as const;
