import { findDistrict, type Role, roles } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { z } from 'zod';

const LONGEST_NAME = 64;
const MOST_POSTS = 50;

const name = z.string().min(1).max(LONGEST_NAME);

/** What a token says of its bearer. The role is one text: whoever has several asks for a token of each. */
const claims = z.object({
  sub: name,
  role: z.enum(roles),
  district: z
    .string()
    .refine((code) => findDistrict(code) !== null)
    .optional(),
  agency: name.optional(),
  industry: name.optional(),
  superior: name.optional(),
  posts: z.array(name).max(MOST_POSTS).optional(),
});

/** The scopes without which a role would see the rows of others. */
const NEEDED: Partial<Readonly<Record<Role, 'district' | 'agency' | 'industry' | 'superior'>>> = {
  AGENCY: 'agency',
  INDUSTRY_AUTHORITY: 'industry',
  SUPERIOR_AUTHORITY: 'superior',
  DISTRICT_BUREAU: 'district',
};

/**
 * The caller whom the claims of a verified token describe; null when they describe none: an unknown role or one that is not
 * a text, a district that is none, or a role without the scope that narrows it.
 */
export function callerOfClaims(payload: unknown): Caller | null {
  const read = claims.safeParse(payload);
  if (!read.success) return null;
  const { sub, role, posts = [], district, agency, industry, superior } = read.data;
  const given = Object.entries({ district, agency, industry, superior }).filter(([, value]) => value !== undefined);
  const scopes = Object.fromEntries(given) as Record<string, string>;
  const needed = NEEDED[role];
  if (needed !== undefined && scopes[needed] === undefined) return null;
  return { role, subject: sub, scopes, posts };
}
