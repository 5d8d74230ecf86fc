import {
  acceptApplication,
  type ApplicationActOutcome,
  type ApplicationForm,
  consentToFiling,
  type Drafting,
  endProjectAssessment,
  failAgencyAssessment,
  issueReceipt,
  type OnApplication,
  passAgencyAssessment,
  raiseObjection,
  recommendApplication,
  recommendSites,
  recordProjectAssessment,
  startAgencyAssessment,
  submitApplication,
} from '@shanghai/agencies';
import { catalogueItemId, type Day, day, type DistrictCode, type Role } from '@shanghai/kernel';
import { siteName } from './invented-form.js';

/** Whom a step is done on, and what it may have to name. */
export interface Subject {
  readonly on: OnApplication;
  readonly applicantId: string;
  readonly edition: string;
  readonly form: ApplicationForm;
}

/** One act on an invented application, on a day, by a role. It is judged as every act is. */
export interface Step {
  readonly day: Day;
  readonly by: Role;
  /** The district of the bureau that acts. */
  readonly district?: DistrictCode;
  readonly act: (acting: Drafting, subject: Subject) => Promise<ApplicationActOutcome>;
}

/** 主管部门推荐. */
export function letter(on: string): Step {
  return step(on, 'INDUSTRY_AUTHORITY', async (acting, { on: which, form }) =>
    recommendApplication(acting, which, {
      itemNames: form.items.map(({ fullName }) => fullName),
      letterNo: null,
      dutiesParagraph: null,
      sealedOn: on,
    }),
  );
}

/** 区人社部门推荐考核点. */
export function sites(on: string, district: DistrictCode): Step {
  const act: Step['act'] = async (acting, subject) => recommendSites(acting, subject.on, [siteName(district)]);
  return { ...step(on, 'DISTRICT_BUREAU', act), district };
}

/** 提交申报. */
export function submit(on: string): Step {
  return step(on, 'AGENCY', async (acting, subject) => submitApplication(acting, subject.on));
}

/** 受理. */
export function accept(on: string): Step {
  return step(on, 'CENTRE', async (acting, subject) => acceptApplication(acting, subject.on));
}

/** 开始机构评估. */
export function assess(on: string): Step {
  return step(on, 'CENTRE', async (acting, subject) =>
    startAgencyAssessment(acting, subject.on, {
      methods: [
        { kind: 'MATERIAL_CHECK', text: null },
        { kind: 'SITE_VISIT', text: null },
      ],
      panel: ['示例-1', '示例-2', '示例-3'].map((expertNo) => ({ expertNo, employer: '示例大学', relatedTo: [] })),
    }),
  );
}

/** 机构评估通过. */
export function pass(on: string): Step {
  return step(on, 'CENTRE', async (acting, subject) => passAgencyAssessment(acting, subject.on));
}

/** 机构评估未通过. */
export function fail(on: string): Step {
  return step(on, 'CENTRE', async (acting, subject) =>
    failAgencyAssessment(acting, subject.on, '示例：考核点设备不足'),
  );
}

/** 项目评估通过. */
export function passItem(on: string, fullName: string): Step {
  return step(on, 'CENTRE', async (acting, { on: which, edition }) =>
    recordProjectAssessment(acting, which, {
      itemId: catalogueItemId(edition, fullName),
      passed: true,
      reason: null,
    }),
  );
}

/** 视作放弃: what the clock does after the last day. */
export function runOut(on: string): Step {
  return step(on, 'CENTRE', async ({ store, now }, subject) => endProjectAssessment(store, subject.on.id, now));
}

/** 同意备案. */
export function consent(on: string): Step {
  return step(on, 'BUREAU', async (acting, subject) => consentToFiling(acting, subject.on));
}

/** 出具备案回执. */
export function receipt(on: string, receiptNo: string): Step {
  return step(on, 'CENTRE', async (acting, subject) => issueReceipt(acting, subject.on, receiptNo));
}

/** 提出异议. */
export function object(on: string): Step {
  return step(on, 'PUBLIC', async (acting, { on: { id } }) =>
    raiseObjection(acting, {
      id,
      text: '示例异议：考核点所在楼层与公示不符',
      contact: '13900009999',
      idempotencyKey: `invented-${on}-objection`,
    }),
  );
}

function step(on: string, by: Role, act: Step['act']): Step {
  return { day: day(on), by, act };
}
