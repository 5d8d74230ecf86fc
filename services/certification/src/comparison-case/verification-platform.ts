import type { Day } from '@shanghai/kernel';
import type { PlatformResult } from './comparison-case.js';

/** What a verification platform is asked of a certificate. */
export interface PlatformEnquiry {
  readonly certifyingBody: string;
  readonly certificate: string;
  readonly sourceNumber: string;
  readonly holder: string;
}

/** What it answers. Null where it says nothing of a thing. */
export interface PlatformAnswer {
  readonly result: PlatformResult;
  /** The number under which it keeps the answer. */
  readonly reference: string;
  readonly answeredOn: Day;
  /** Whether the certificate is in the name of the applicant. */
  readonly holderMatches: boolean | null;
  /** Whether it is the certificate that the mapping names. */
  readonly certificateMatches: boolean | null;
  /** Whether the issuer has neither withdrawn it nor let it run out. */
  readonly isInForce: boolean | null;
}

/**
 * 证书查验平台 (CMP-007), behind which any issuer's service can be put. It is asked before the act and never inside its
 * transaction, and what it answers is recorded with the case.
 */
export interface VerificationPlatform {
  readonly name: string;
  readonly ask: (enquiry: PlatformEnquiry) => Promise<PlatformAnswer>;
}

/** The one that there is: the agency asks a platform of its own (CMP-007) and records what it has answered. */
export function recordedPlatform(name: string, answer: PlatformAnswer): VerificationPlatform {
  return { name, ask: async () => Promise.resolve(answer) };
}
