import { type Clause, clause } from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { Post, PostCategory, PostId } from './post.js';

/** 评价机构岗位类别说明 (附件5-1): every post in the order of the print, with its duty in the words of the notice. */
export const posts: readonly Post[] = [
  row(
    'AGENCY_HEAD',
    '负责人',
    'HEAD',
    '负责人',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '设置 1 人，负责人应为其开展职业评价工作的责任人。企业一般为分管副总及以上；高职及本科院校一般为分管副校长及以上；中职学校一般为校长；协会一般为秘书长及以上。满足条件的负责人可兼任执行负责人，不得兼任联系人。',
    ),
  ),
  row(
    'EXECUTIVE_HEAD',
    '执行负责人',
    'EXECUTIVE_HEAD',
    '执行负责人',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '设置 1 人，负责其开展职业技能评价工作的运行实施，审核职业技能评价重要事项。企业一般为企业人力资源部副部长及以上（或集团直属培训中心副主任及以上）；院校一般为教务处副处长及以上（或院校同级归口管理部门副院长及以上，如继续教育学院副院长等）；协会一般为副秘书长及以上。',
    ),
  ),
  row(
    'LIAISON',
    '联系人',
    'LIAISON',
    '联系人',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '设置 1 人，配合负责人、执行负责人落实评价工作各环节事务，专职对接市职鉴中心的相关业务联络工作。联系人不得兼任负责人或执行负责人。',
    ),
  ),
  row(
    'PROJECT_DEVELOPMENT',
    '项目开发岗',
    'PROJECT_MANAGEMENT',
    '项目管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '按相关要求制定本评价机构项目开发相关制度及工作流程；组织专家具体负责职业技能认定项目开发工作。',
    ),
  ),
  row(
    'APPLICATION_INTAKE',
    '申报受理岗',
    'APPLICATION_MANAGEMENT',
    '申报管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '负责受理考生报名和相关业务咨询，指导个人或团体考生完成申报表的填写和具体申报工作，负责操作“自助经办系统”申报工作。',
    ),
  ),
  row(
    'APPLICATION_REVIEW',
    '申报审核岗',
    'APPLICATION_MANAGEMENT',
    '申报管理',
    { OPERATE: '初审', REVIEW: '复核' },
    clause(
      NOTICE_30,
      '附件5-1',
      '审核考生申报信息，负责操作“人社自助经办系统”申报审核工作。申报审核岗应至少配备 2 人，分别负责初审和复核工作。',
    ),
  ),
  row(
    'FINANCE',
    '财务管理岗',
    'APPLICATION_MANAGEMENT',
    '申报管理',
    null,
    clause(NOTICE_30, '附件5-1', '负责认定考核费用的收取及结算，管理收支。'),
  ),
  row(
    'EXAM_SCHEDULING',
    '考务安排岗',
    'EXAM_MANAGEMENT',
    '考务管理',
    null,
    clause(NOTICE_30, '附件5-1', '认定前完成考生数据导出、计划安排、计划导入、计划确认等；综合协调考务安排各项工作。'),
  ),
  row(
    'SITE_MANAGEMENT',
    '考核点管理岗',
    'EXAM_MANAGEMENT',
    '考务管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '负责各考核点管理、联络、考务安排通知，考核点认定现场相关联络、协调等；负责管理各考核点相关人员。',
    ),
  ),
  row(
    'EXAMINER_MANAGEMENT',
    '考评人员管理岗',
    'EXAM_MANAGEMENT',
    '考务管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '接收考评人员材料并初选，按流程提交审核，培训管理考评人员，随机委派并按时通知考评人员现场执行考评工作。',
    ),
  ),
  row(
    'QUESTION_BANK_MANAGEMENT',
    '题库管理岗',
    'QUESTION_BANK',
    '题库管理',
    null,
    clause(NOTICE_30, '附件5-1', '按相关要求制定本评价机构题库管理相关制度及工作流程；做好题库备案和管理。'),
  ),
  row(
    'PAPER_ASSEMBLY',
    '抽题组卷岗',
    'QUESTION_BANK',
    '题库管理',
    { OPERATE: '抽题', REVIEW: '复核' },
    clause(NOTICE_30, '附件5-1', '负责考试抽题组卷工作，应至少配备 2 人，分别负责抽题和复核工作。'),
  ),
  row(
    'INTERNAL_SUPERVISOR_MANAGEMENT',
    '内督管理岗',
    'QUALITY_SUPERVISION',
    '质量督导',
    null,
    clause(NOTICE_30, '附件5-1', '接收内部质量督导员申请材料并初选，按流程进行录用，培训管理'),
    clause(NOTICE_30, '附件5-1', '内督人员，随机委派并按时通知内督人员执行内部质量督导工作。'),
  ),
  row(
    'QUALITY_MANAGEMENT',
    '质量管理岗',
    'QUALITY_SUPERVISION',
    '质量督导',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '负责评价机构质量管理体系建设，汇总各渠道接收的质量问题反馈，处理违纪违规行为，跟踪落实整改，制作质量工作台账。',
    ),
  ),
  row(
    'SCORE_ENTRY',
    '成绩录入岗',
    'SCORE_MANAGEMENT',
    '成绩管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '汇总并录入考试成绩，负责操作“人社自助经办系统”成绩录入工作。成绩录入岗不得和成绩评定岗兼任。',
    ),
  ),
  row(
    'SCORE_CONFIRMATION',
    '成绩评定岗',
    'SCORE_MANAGEMENT',
    '成绩管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '复核考试成绩，负责操作“人社自助经办系统”成绩评定工作。成绩评定岗不得和成绩录入岗兼任。',
    ),
  ),
  row(
    'CERTIFICATE_MANAGEMENT',
    '证书管理岗',
    'SCORE_MANAGEMENT',
    '成绩管理',
    { OPERATE: '操作', REVIEW: '确认' },
    clause(NOTICE_30, '附件5-1', '导出系统生成的证书文件，管理发放证书，补证，更正证书信息、删除证书等相关工作。'),
  ),
  row(
    'ARCHIVES',
    '档案管理岗',
    'ARCHIVES',
    '档案管理',
    null,
    clause(NOTICE_30, '附件5-1', '管理申报-等级认定考试-成绩-证书等全流程档案，纸质材料保存3年，电子材料保存5年。'),
  ),
  row(
    'IT_MANAGEMENT',
    '信息技术管理岗',
    'INFORMATION_MANAGEMENT',
    '信息管理',
    null,
    clause(
      NOTICE_30,
      '附件5-1',
      '负责评价机构信息化软硬件管理工作，确保考试过程中相关设施设备的正常运行，包括但不限于：网络环境、各类信息系统、考试平台以及相关考试用硬件等。',
    ),
  ),
  row(
    'SURVEILLANCE',
    '监控管理岗',
    'INFORMATION_MANAGEMENT',
    '信息管理',
    null,
    clause(NOTICE_30, '附件5-1', '负责考核点监控开通、现场监控录制上传以及监控留档。'),
  ),
];

const byId: ReadonlyMap<string, Post> = new Map(posts.map((one) => [one.id, one]));

/** The row of a post. */
export function postOf(id: PostId): Post {
  return byId.get(id)!;
}

/** The row that is called so in the notice; null when none is. */
export function findPostByLabel(label: string): Post | null {
  return posts.find((one) => one.label === label) ?? null;
}

/** The duty of a post in the words of the notice. */
export function dutyOf({ clauses }: Post): string {
  return clauses.map(({ quote }) => quote).join('');
}

function row(
  id: PostId,
  label: string,
  category: PostCategory,
  categoryLabel: string,
  duties: Post['duties'],
  ...clauses: readonly [Clause, ...Clause[]]
): Post {
  return { id, label, category, categoryLabel, duties, clauses };
}
