import { type Clock, StartupError } from '@shanghai/platform';
import { SignJWT } from 'jose';
import { developmentKey } from './development-key.js';
import { developmentTokens } from './identity-env.js';
import { callerOfClaims } from './token-claims.js';

/** What a development token says of its bearer. */
export interface DevelopmentClaims {
  readonly sub: string;
  readonly role: string;
  readonly district?: string | undefined;
  readonly agency?: string | undefined;
  readonly industry?: string | undefined;
  readonly superior?: string | undefined;
  readonly posts?: readonly string[] | undefined;
}

const VALID_S = 12 * 60 * 60;

/**
 * A token of twelve hours that a gateway with the same data directory believes.
 * @throws StartupError for claims that it would not believe
 */
export async function developmentToken(
  dataDirectory: string,
  claims: DevelopmentClaims,
  clock: Clock,
): Promise<string> {
  if (callerOfClaims(claims) === null)
    throw new StartupError(
      'no such caller: a known role, the district, agency, industry or superior authority that narrows it, known codes',
    );
  const { privateKey, publicJwk } = await developmentKey(dataDirectory);
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: publicJwk.alg!, kid: publicJwk.kid!, typ: 'at+jwt' })
    .setIssuer(developmentTokens.issuer)
    .setAudience(developmentTokens.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + VALID_S)
    .sign(privateKey);
}
