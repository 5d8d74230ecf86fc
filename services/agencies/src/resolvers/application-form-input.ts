import { badUserInput } from '@shanghai/platform';
import type {
  AppliedItem,
  ApplicationForm,
  ComparisonForm,
  ContactPerson,
  DeclaredConditions,
  Material,
  ProposedSite,
} from '../application/application-form.js';
import type {
  ApplicationContactInput,
  ApplicationFormInput,
  ApplicationMaterialInput,
  AppliedItemInput,
  ComparisonFormInput,
  ProposedSiteInput,
} from '../generated/resolvers.js';

/** How long the lists of a form may be; far beyond what the notices know. */
const MOST = { items: 50, sites: 100, materials: 200, names: 50 } as const;

/**
 * The form as rules know it: what is left out is null.
 * @throws GraphQLError BAD_USER_INPUT when a list is longer than any form has
 */
export function formOf(input: ApplicationFormInput): ApplicationForm {
  const { items = [], sites = [], materials = [], conditions, declaration, comparison, ...given } = input;
  return {
    ...blank,
    ...typed(given),
    head: personOf(given.head),
    executiveHead: personOf(given.executiveHead),
    liaison: personOf(given.liaison),
    conditions: { ...noConditions, ...typed(conditions ?? {}) },
    items: atMost('items', items).map(itemOf),
    sites: atMost('sites', sites).map(siteOf),
    materials: atMost('materials', materials).map(materialOf),
    declaration: declaration ?? null,
    comparison: comparisonOf(comparison ?? {}),
  };
}

/** @throws GraphQLError BAD_USER_INPUT when a list is longer than is taken */
export function shortList<Entry>(argument: string, list: readonly Entry[], maximum: number): readonly Entry[] {
  if (list.length <= maximum) return list;
  throw badUserInput(`${argument} has at most ${maximum} entries`, { argument, maximum });
}

function atMost<Entry>(list: keyof typeof MOST, entries: readonly Entry[]): readonly Entry[] {
  return shortList(`form.${list}`, entries, MOST[list]);
}

function personOf(person: ApplicationContactInput | null | undefined): ContactPerson | null {
  // Who has no name is no person.
  if (person == null || person.name.trim() === '') return null;
  return { name: person.name, title: filled(person.title), phone: filled(person.phone) };
}

/** An item as rules know it: what is left out is null. */
export function itemOf({ fullName, code, levels = [], ...others }: AppliedItemInput): AppliedItem {
  const { standardName, standardVersion, standardKind, workTypeReason, mappingId } = others;
  return {
    fullName,
    code: filled(code),
    levels: atMost('names', levels),
    standardName: filled(standardName),
    standardVersion: filled(standardVersion),
    standardKind: standardKind ?? null,
    workTypeReason: filled(workTypeReason),
    mappingId: filled(mappingId),
  };
}

function siteOf({ itemNames = [], hasVideoSurveillance, name, address, district }: ProposedSiteInput): ProposedSite {
  return {
    ...{ name, address, district },
    itemNames: atMost('names', itemNames),
    hasVideoSurveillance: hasVideoSurveillance ?? null,
  };
}

function materialOf({ itemName, ...material }: ApplicationMaterialInput): Material {
  return { ...material, itemName: filled(itemName) };
}

function comparisonOf({
  planSections = [],
  basicSystems = [],
  ...given
}: Partial<ComparisonFormInput>): ComparisonForm {
  return {
    ...noComparison,
    ...typed(given),
    planSections: [...new Set(planSections)],
    basicSystems: [...new Set(basicSystems)],
  };
}

function filled(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : text;
}

/** The fields that were given. */
function typed<Given extends object>(given: Given): { [Field in keyof Given]: NonNullable<Given[Field]> } {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value != null && !(typeof value === 'string' && value.trim() === '')),
  ) as { [Field in keyof Given]: NonNullable<Given[Field]> };
}

const noConditions: DeclaredConditions = {
  dedicatedBody: null,
  fullTimeStaff: null,
  experts: null,
  examiners: null,
  internalSupervisors: null,
  premises: null,
  hasEquipmentWithSurveillance: null,
  funding: null,
  qualityControl: null,
};

const noComparison: Omit<ComparisonForm, 'planSections' | 'basicSystems'> = {
  verificationPlatform: null,
  experience: null,
  hasLegalPersonCertificate: null,
  hasElectronicSeal: null,
  officePremises: null,
};

const blank: Omit<ApplicationForm, 'items' | 'sites' | 'materials' | 'conditions' | 'declaration' | 'comparison'> = {
  name: '',
  unifiedSocialCreditCode: null,
  registrationCity: null,
  registrationDistrict: null,
  registrationAuthority: null,
  nature: null,
  isIndependentLegalPerson: null,
  isGovernmentAffiliated: null,
  isDecoupled: null,
  isNationalAgencyBranch: null,
  ministryFilingNumber: null,
  address: null,
  legalRepresentative: null,
  registeredCapital: null,
  head: null,
  executiveHead: null,
  liaison: null,
  servicePhone: null,
  supervisionPhone: null,
  serviceAddress: null,
  serviceMailbox: null,
  publicChannel: null,
  externalApplicationReference: null,
};
