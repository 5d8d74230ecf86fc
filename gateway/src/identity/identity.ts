import { hash } from 'node:crypto';
import { type Caller, type Clock, publicCaller } from '@shanghai/platform';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
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
/** For how long a signature is not checked again: much less than a set of keys is kept before it is fetched anew. */
const BELIEVED_MS = 30_000;
const BELIEVED_TOKENS = 10_000;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i;

/** Who a token that was verified is of, and from when to when, in seconds. */
interface Believed {
  readonly caller: Caller;
  readonly from: number;
  readonly until: number;
}

/** An identity by signed tokens; with no trust given it knows the public alone, and believes no token. */
export function createIdentity(trust: TokenTrust | undefined): Identity {
  /** By the hash of the token, so that none can be taken from memory. */
  const believed = new LRUCache<string, Believed>({ max: BELIEVED_TOKENS, ttl: BELIEVED_MS });

  async function identifyAnew(token: string, id: string, by: TokenTrust, clock: Clock): Promise<Identified> {
    const verified = await verify(token, by, clock);
    if (typeof verified === 'string') return { ok: false, fault: verified };
    believed.set(id, verified);
    return { ok: true, caller: verified.caller };
  }

  return {
    identify([header, ...more], clock) {
      if (more.length > 0) return { ok: false, fault: 'TOKEN_REPEATED' };
      if (header === undefined) return { ok: true, caller: publicCaller };
      if (header.length > LARGEST_TOKEN_BYTES) return { ok: false, fault: 'TOKEN_TOO_LARGE' };
      const token = BEARER.exec(header)?.[1];
      if (token === undefined) return { ok: false, fault: 'TOKEN_MALFORMED' };
      if (trust === undefined) return { ok: false, fault: 'TOKEN_KEY' };
      const id = hash('sha256', token, 'base64url');
      const known = believed.get(id);
      return known && isTimely(known, clock)
        ? { ok: true, caller: known.caller }
        : identifyAnew(token, id, trust, clock);
    },
  };
}

/** As a token that is verified now. */
function isTimely({ from, until }: Believed, clock: Clock): boolean {
  const now = Math.floor(clock.now().getTime() / 1_000);
  return from <= now + TOLERANCE_S && until > now - TOLERANCE_S;
}

async function verify(
  token: string,
  { keys, issuer, audience }: TokenTrust,
  clock: Clock,
): Promise<Believed | TokenFault> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: TOLERANCE_S,
      currentDate: clock.now(),
    });
    if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) return 'TOKEN_TYPE';
    const caller = callerOfClaims(payload);
    const { nbf: from = 0, exp: until = 0 } = payload;
    return caller ? { caller, from, until } : 'TOKEN_CLAIMS';
  } catch (error) {
    const fault = tokenFaultOf(error);
    if (fault === undefined) throw error;
    return fault;
  }
}
