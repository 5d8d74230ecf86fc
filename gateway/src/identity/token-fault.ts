import { errors } from 'jose';

/** What can be wrong with a token, as clients are told it. */
export const TOKEN_FAULTS = [
  'TOKEN_REPEATED',
  'TOKEN_MALFORMED',
  'TOKEN_TOO_LARGE',
  'TOKEN_ALGORITHM',
  'TOKEN_TYPE',
  'TOKEN_KEY',
  'TOKEN_SIGNATURE',
  'TOKEN_ISSUER',
  'TOKEN_AUDIENCE',
  'TOKEN_EXPIRED',
  'TOKEN_NOT_YET_VALID',
  'TOKEN_CLAIMS',
] as const;

export type TokenFault = (typeof TOKEN_FAULTS)[number];

const BY_CLAIM: Readonly<Record<string, TokenFault>> = {
  iss: 'TOKEN_ISSUER',
  aud: 'TOKEN_AUDIENCE',
  nbf: 'TOKEN_NOT_YET_VALID',
};

const BY_CODE: Readonly<Record<string, TokenFault>> = {
  [errors.JOSEAlgNotAllowed.code]: 'TOKEN_ALGORITHM',
  [errors.JWTExpired.code]: 'TOKEN_EXPIRED',
  [errors.JWSSignatureVerificationFailed.code]: 'TOKEN_SIGNATURE',
  [errors.JWKSNoMatchingKey.code]: 'TOKEN_KEY',
  [errors.JWKSMultipleMatchingKeys.code]: 'TOKEN_KEY',
  [errors.JWSInvalid.code]: 'TOKEN_MALFORMED',
  [errors.JWTInvalid.code]: 'TOKEN_MALFORMED',
  // A critical header parameter that is not known, or a key that is not usable with the algorithm.
  [errors.JOSENotSupported.code]: 'TOKEN_MALFORMED',
};

/** What an error of the library says of the token; undefined when it is not the token's fault, as when no keys can be had. */
export function tokenFaultOf(error: unknown): TokenFault | undefined {
  if (error instanceof errors.JWTClaimValidationFailed) {
    // A claim that is not there, or not of its type, is no wrong issuer.
    return (error.reason === 'check_failed' ? BY_CLAIM[error.claim] : undefined) ?? 'TOKEN_CLAIMS';
  }
  return error instanceof errors.JOSEError ? BY_CODE[error.code] : undefined;
}
