/** What a caller is to this system. The first is everyone without a token; the last two read and never write. */
export const roles = [
  'PUBLIC',
  'AGENCY',
  'INDUSTRY_AUTHORITY',
  'SUPERIOR_AUTHORITY',
  'DISTRICT_BUREAU',
  'CENTRE',
  'BUREAU',
  'ANALYST',
  'AUDITOR',
] as const;

export type Role = (typeof roles)[number];
