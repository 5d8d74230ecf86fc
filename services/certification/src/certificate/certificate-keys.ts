import { nameKey } from '@shanghai/kernel';

/** What numbers are compared by: NFKC, capitals, without blanks and hyphens, as people copy them from paper. */
export function certificateNumberKey(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
}

/** What names of holders are compared by: the compared form in lower case, with one kind of middle dot. */
export function holderNameKey(name: string): string {
  return nameKey(name)
    .replace(/[·•‧∙・･]/gu, '·')
    .toLowerCase();
}

/** The fields under which a certificate is sealed and hashed. */
export const certificateFields = {
  number: 'certificates.number',
  name: 'certificates.name',
  idNumber: 'certificates.idNumber',
  once: 'certificates.once',
} as const;
