import { randomBytes } from 'node:crypto';

/** Digits and capitals without I, L, O and U (Crockford): 32, so that five bits are one character. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 20;

/** 证书编号 of our own: SH and twenty random characters. It says nothing and cannot be guessed: a hundred random bits (CRT-001). */
export function newCertificateNumber(): string {
  return `SH${[...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]!).join('')}`;
}
