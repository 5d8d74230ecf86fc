import { type Caller, type Clock, publicCaller } from '@shanghai/platform';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { callerOfClaims } from './token-claims.js';
import { type TokenFault, tokenFaultOf } from './token-fault.js';

/** What a request's `Authorization` headers say of who asks. */
export type Identified =
  { readonly ok: true; readonly caller: Caller } | { readonly ok: false; readonly fault: TokenFault };

/** Finds out who asks. */
export interface Identity {
  /**
   * The caller of a request with these `Authorization` headers; without any it is the public.
   * @throws when the keys that tokens are signed with cannot be had
   */
  identify(authorization: readonly string[], clock: Clock): Promise<Identified> | Identified;
}

/** Whose tokens are believed. */
export interface TokenTrust {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
}

/** Signatures only: with a shared secret, who can check a token could make one. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** Of access tokens (RFC 9068), or not said; a token for another purpose says so here. */
const TYPES = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
const LARGEST_TOKEN_BYTES = 8_191;
/** By how much two clocks may differ. */
const TOLERANCE_S = 5;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i;

/** An identity by signed tokens; with no trust given it knows the public alone, and believes no token. */
export function createIdentity(trust: TokenTrust | undefined): Identity {
  return {
    identify([header, ...more], clock) {
      if (more.length > 0) return { ok: false, fault: 'TOKEN_REPEATED' };
      if (header === undefined) return { ok: true, caller: publicCaller };
      if (header.length > LARGEST_TOKEN_BYTES) return { ok: false, fault: 'TOKEN_TOO_LARGE' };
      const token = BEARER.exec(header)?.[1];
      if (token === undefined) return { ok: false, fault: 'TOKEN_MALFORMED' };
      if (trust === undefined) return { ok: false, fault: 'TOKEN_KEY' };
      return verify(token, trust, clock);
    },
  };
}

async function verify(token: string, { keys, issuer, audience }: TokenTrust, clock: Clock): Promise<Identified> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: TOLERANCE_S,
      currentDate: clock.now(),
    });
    if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) return { ok: false, fault: 'TOKEN_TYPE' };
    const caller = callerOfClaims(payload);
    return caller ? { ok: true, caller } : { ok: false, fault: 'TOKEN_CLAIMS' };
  } catch (error) {
    const fault = tokenFaultOf(error);
    if (fault === undefined) throw error;
    return { ok: false, fault };
  }
}
