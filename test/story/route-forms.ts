import { firstForm } from './readme-story.js';
import { inventedCode } from './social-filing.js';

/** A form as it is sent. */
export type SentForm = Readonly<Record<string, unknown>>;

type Row = Readonly<Record<string, unknown>>;

/** The form of the first story for another body, with 调饮师 alone; its sites are in Pudong, where it is registered, and in Xuhui. */
export function formOf(no: number, changed: SentForm): SentForm {
  const form = firstForm();
  const [item] = form['items'] as readonly Row[];
  const sites = (form['sites'] as readonly Row[]).map((site) => ({ ...site, itemNames: [item!['fullName']] }));
  return {
    ...form,
    unifiedSocialCreditCode: inventedCode(no),
    items: [{ ...item, standardKind: 'NATIONAL' }],
    ...{ sites, ...changed },
  };
}

/** What 30号 asks of a form beside the rest: for one mapping, without sites and sample papers. */
export function comparisonFormOf(no: number, mapping: { id: string; occupationFullName: string }): SentForm {
  const form = firstForm();
  const item = { fullName: mapping.occupationFullName, code: '4-04-05-05', levels: ['3'], mappingId: mapping.id };
  const person = { name: '示例乙', title: '主任', phone: '13900000002' };
  return {
    ...form,
    ...{ name: '示例比照认定中心', unifiedSocialCreditCode: inventedCode(no), items: [item], sites: [] },
    ...{ address: '示例路3号', legalRepresentative: '示例甲', registeredCapital: '100万元' },
    ...{ executiveHead: person, liaison: { ...person, name: '示例丙' } },
    ...{ servicePhone: '021-00000000', supervisionPhone: '021-00000001', serviceAddress: '示例路3号' },
    ...{ serviceMailbox: 'office@example.org', publicChannel: 'https://example.org' },
    conditions: { ...(form['conditions'] as Row), premises: '自有场地', qualityControl: '双人复核，全程留痕' },
    materials: (form['materials'] as readonly Row[]).filter(({ type }) => type !== 'SAMPLE_PAPERS'),
    declaration: { accepted: true, signatory: '示例甲', signedOn: '2026-06-26' },
    comparison: {
      ...{ verificationPlatform: '示例证书查验平台', experience: '已核验境外证书三年' },
      ...{ hasLegalPersonCertificate: true, hasElectronicSeal: true, officePremises: 'OWNED' },
      planSections: [
        ...['NATURE_AND_BUSINESS', 'PEOPLE', 'EXPERIENCE', 'STAFF', 'INTERNAL_SUPERVISORS', 'PREMISES'],
        ...['PLEDGES', 'BASIC_SYSTEMS', 'CONTROL_MEASURES'],
      ],
      basicSystems: [
        ...['PROJECT_DEVELOPMENT', 'QUESTION_BANK', 'EXAMINATION', 'SITES', 'EXAMINERS', 'QUALITY_SUPERVISION'],
        ...['SCORES', 'CERTIFICATES', 'ARCHIVES', 'INFORMATION'],
      ],
    },
  };
}
