import type { AgencyNature } from '../agency/agency.js';
import type { StandardKind } from '../item/filed-item.js';

/** 特级技师、首席技师: above level one, without a number, appointed by enterprises (CAT-013). */
export type TopGrade = 'SPECIAL_GRADE_TECHNICIAN' | 'CHIEF_TECHNICIAN';

/** 工作方案的内容 (CMP-017). */
export type WorkPlanSection =
  | 'NATURE_AND_BUSINESS'
  | 'PEOPLE'
  | 'EXPERIENCE'
  | 'STAFF'
  | 'INTERNAL_SUPERVISORS'
  | 'PREMISES'
  | 'PLEDGES'
  | 'BASIC_SYSTEMS'
  | 'CONTROL_MEASURES';

/** 基本制度 (CMP-018): made by the Centre, followed by the agencies. */
export type BasicSystem =
  | 'PROJECT_DEVELOPMENT'
  | 'QUESTION_BANK'
  | 'EXAMINATION'
  | 'SITES'
  | 'EXAMINERS'
  | 'QUALITY_SUPERVISION'
  | 'SCORES'
  | 'CERTIFICATES'
  | 'ARCHIVES'
  | 'INFORMATION';

/**
 * What an applicant fills in (职业技能评价机构申请表, 沪职鉴中心〔2026〕30号 附件4, with what 270号 and 76号 ask for beside it). Taken
 * as typed: days, codes, levels and districts are texts that rules read and judge, so that 31 June is a finding among the
 * others. Null: left blank.
 */
export interface ApplicationForm {
  /** 名称. */
  readonly name: string;
  /** 统一社会信用代码. */
  readonly unifiedSocialCreditCode: string | null;
  /** 注册地: the code of the city, 310000 for Shanghai (AGY-001). */
  readonly registrationCity: string | null;
  /** 注册区: GB/T 2260. */
  readonly registrationDistrict: string | null;
  /** 注册登记机关. */
  readonly registrationAuthority: string | null;
  /** 机构性质. */
  readonly nature: AgencyNature | null;
  /** 独立法人 (AGY-001). */
  readonly isIndependentLegalPerson: boolean | null;
  /** 政府及其部门 (AGY-002), and whether it has been decoupled from government. */
  readonly isGovernmentAffiliated: boolean | null;
  readonly isDecoupled: boolean | null;
  /** 全国性评价机构分支机构, and its 人社部备案号 (AGY-030). */
  readonly isNationalAgencyBranch: boolean | null;
  readonly ministryFilingNumber: string | null;
  readonly address: string | null;
  /** 法定代表人. */
  readonly legalRepresentative: string | null;
  /** 注册资金. */
  readonly registeredCapital: string | null;
  /** 负责人, 执行负责人, 联系人. */
  readonly head: ContactPerson | null;
  readonly executiveHead: ContactPerson | null;
  readonly liaison: ContactPerson | null;
  /** 业务受理电话, 业务监督电话, 业务受理地址, 业务受理邮箱, 对外公示网址或微信公众号. */
  readonly servicePhone: string | null;
  readonly supervisionPhone: string | null;
  readonly serviceAddress: string | null;
  readonly serviceMailbox: string | null;
  readonly publicChannel: string | null;
  readonly conditions: DeclaredConditions;
  readonly items: readonly AppliedItem[];
  readonly sites: readonly ProposedSite[];
  readonly materials: readonly Material[];
  readonly declaration: Declaration | null;
  /** What is asked for comparison alone (CMP-007, CMP-015, CMP-017, CMP-018). */
  readonly comparison: ComparisonForm;
  /** The number of the same filing in 上海市人力资源和社会保障自助经办系统 (AGY-016). */
  readonly externalApplicationReference: string | null;
}

/** A person of the form. Name and phone are sealed wherever they are stored or journalled. */
export interface ContactPerson {
  readonly name: string;
  readonly title: string | null;
  readonly phone: string | null;
}

/** 申报条件 (AGY-006a, AGY-006b, CMP-008): what the applicant declares to have. Null: not said. */
export interface DeclaredConditions {
  /** 专门机构. */
  readonly dedicatedBody: string | null;
  /** 专职工作人员, 专家, 考评人员, 内部质量督导人员: how many. */
  readonly fullTimeStaff: number | null;
  readonly experts: number | null;
  readonly examiners: number | null;
  readonly internalSupervisors: number | null;
  /** 场地, 设施设备（含视频监控）, 稳定的经费. */
  readonly premises: string | null;
  readonly hasEquipmentWithSurveillance: boolean | null;
  readonly funding: string | null;
  /** 质量管控措施 (CMP-008). */
  readonly qualityControl: string | null;
}

/** What an applicant for comparison fills in beside the rest. Null: not said. */
export interface ComparisonForm {
  /** 证书查验平台: what it is and where (CMP-007). */
  readonly verificationPlatform: string | null;
  /** 比照认定的相关工作经验 (CMP-007). */
  readonly experience: string | null;
  /** 法人一证通 and 电子印章 (CMP-015). */
  readonly hasLegalPersonCertificate: boolean | null;
  readonly hasElectronicSeal: boolean | null;
  /** 办公场地, owned or rented (STF-018). */
  readonly officePremises: 'OWNED' | 'RENTED' | null;
  /** What the work plan contains (CMP-017), and the basic systems it follows (CMP-018). */
  readonly planSections: readonly WorkPlanSection[];
  readonly basicSystems: readonly BasicSystem[];
}

/** 申报项目: one occupation or special ability, by its name (CAT-005); for comparison, one mapping. */
export interface AppliedItem {
  /** 职业（工种）名称 as in the published scope. */
  readonly fullName: string;
  readonly code: string | null;
  /** 5, 4, 3 ... as typed; 特级技师 and 首席技师 of enterprises (CAT-013); none for a special ability. */
  readonly levels: readonly string[];
  /** 国家职业标准 (CAT-006). */
  readonly standardName: string | null;
  readonly standardVersion: string | null;
  /** 国家职业标准 or 评价规范 (CAT-006, CAT-007). */
  readonly standardKind: StandardKind | null;
  /** Why a work type is applied for and not its occupation (CAT-010). */
  readonly workTypeReason: string | null;
  /** The comparison mapping that is applied for (CMP-004). */
  readonly mappingId: string | null;
}

/** 考核点 that the applicant proposes. Its name is unique in the form. */
export interface ProposedSite {
  readonly name: string;
  readonly address: string;
  /** GB/T 2260. */
  readonly district: string;
  /** The full names of the applied items that are examined there. */
  readonly itemNames: readonly string[];
  /** 视频监控设备 (AGY-007b). */
  readonly hasVideoSurveillance: boolean | null;
}

/** 申报材料种类 (AGY-012). */
export type MaterialType =
  | 'CREDIT_EVIDENCE'
  | 'RECOMMENDATION_LETTER'
  | 'APPLICATION_FORM'
  | 'LEGAL_REGISTRATION_OR_LICENSE_COPY'
  | 'WORK_PLAN'
  | 'SAMPLE_PAPERS';

/** A file in the self-service system: this system keeps what describes it and no bytes of it. */
export interface Material {
  /** One of `MaterialType`, as typed. */
  readonly type: string;
  /** The name of the file. */
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** Where the self-service system keeps it. */
  readonly reference: string;
  /** The applied item it belongs to; of sample papers alone (QBK-004). */
  readonly itemName: string | null;
}

/** 诚信承诺 (AGY-013). */
export interface Declaration {
  readonly accepted: boolean;
  readonly signatory: string;
  /** YYYY-MM-DD, as typed. */
  readonly signedOn: string;
}
