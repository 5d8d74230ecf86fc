import { type Code, type Day, type Finding, type Path, finding, ruleOnOrFirst } from '@shanghai/kernel';
import { commitmentRules } from '../comparison/commitment-rules.js';
import type { StaffFacts } from '../roster/roster-facts.js';
import { textOn } from './commitment-texts.js';
import type { DocumentKind, SignedDocument, SigningCapacity } from './signed-document.js';

/** What is to be signed, as far as rules look at it. */
export interface Signing {
  readonly kind: DocumentKind;
  readonly capacity: SigningCapacity;
  readonly staffId: string | null;
  readonly signatory: string;
  readonly signedOn: Day;
}

/** What is known of who signs: the person's line on the roster of that day, and what was signed before. */
export interface SigningFacts {
  readonly signer: StaffFacts | null;
  readonly earlier: readonly Pick<SignedDocument, 'kind' | 'person' | 'textVersion' | 'agencyName'>[];
}

/** Who signs what (STF-017): 单位负责人应签署机构承诺书，所有工作人员应签署个人廉洁责任书. */
const capacities: Readonly<Record<DocumentKind, readonly SigningCapacity[]>> = {
  AGENCY_COMMITMENT: ['LEGAL_REPRESENTATIVE', 'AGENCY_HEAD'],
  INTEGRITY_PLEDGE: ['AGENCY_HEAD', 'STAFF'],
};

/**
 * Whether something can be signed (STF-017), all at once: TEXT_NOT_IN_FORCE before a text was printed, SIGNED_IN_FUTURE,
 * FIELD_REQUIRED, WRONG_SIGNATORY for who has not that capacity, ALREADY_SIGNED by the same person in the same text.
 */
export function judgeSigning(signing: Signing, { signer, earlier }: SigningFacts, today: Day): readonly Finding[] {
  const { kind, capacity, signatory, signedOn } = signing;
  const text = textOn(kind, signedOn);
  const wrong = wrongSignatory(signing, signer);
  const person = signer?.person ?? null;
  const isRepeated = earlier.some(
    (one) => one.kind === kind && one.person === person && one.textVersion === text?.version,
  );
  const failures: readonly (readonly [Code, string, Path])[] = [
    ...(text ? [] : [['TEXT_NOT_IN_FORCE', '签署日尚无该文本', ['signedOn']] as const]),
    ...(today < signedOn ? [['SIGNED_IN_FUTURE', '签署日晚于当日', ['signedOn']] as const] : []),
    ...(signatory.trim() === '' ? [['FIELD_REQUIRED', '应填写签署人', ['signatory']] as const] : []),
    ...(wrong === null ? [] : [['WRONG_SIGNATORY', wrong, ['staffId']] as const]),
    ...(isRepeated && wrong === null ? [['ALREADY_SIGNED', '已签署该文本', []] as const] : []),
  ];
  const rule = ruleOnOrFirst(commitmentRules, today);
  if (failures.length === 0) return [finding(rule, 'PASS', '可以签署', { capacity })];
  return failures.map(([code, message, path]) => finding({ ...rule, code }, 'FAIL', message, { capacity }, path));
}

function wrongSignatory({ kind, capacity, signedOn }: Signing, signer: StaffFacts | null): string | null {
  if (!capacities[kind].includes(capacity)) return '签署人身份与文本不符';
  if (capacity === 'LEGAL_REPRESENTATIVE') return null;
  if (!signer) return '签署日该人员不在工作人员名册内';
  const isHead = signer.posts.some(
    ({ post, from, to }) => post === 'AGENCY_HEAD' && from <= signedOn && (to === null || signedOn <= to),
  );
  return capacity === 'AGENCY_HEAD' && !isHead ? '签署日该人员不是负责人' : null;
}
