import type { Sealer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { certificateFields, certificateNumberKey, holderNameKey } from '../certificate/certificate-keys.js';
import { numberRemark, parseNumber } from '../certificate/number-structure.js';
import { judgeVerification } from './verification-rules.js';
import { type NumberAndName, findVerifiable } from './verification-store.js';
import type { VerifiableCertificate, Verification } from './verification.js';

/** With what and when a certificate is verified. */
export interface Verifying {
  readonly store: Connection;
  readonly sealer: Sealer;
  readonly now: Date;
}

/** What a verification asks: the number and the holder's name as they are typed. */
export interface AskedCertificate {
  readonly number: string;
  readonly name: string;
}

/**
 * 证书核验 by number and name (CRT-002). Whether the number is absent or the name another, the way, the cost and the answer are
 * the same. One command.
 */
export async function verifyCertificate(verifying: Verifying, asked: AskedCertificate): Promise<Verification> {
  const certificate = await findVerifiable(verifying.store, hashesOf(verifying.sealer, asked));
  return verificationOf(certificate, asked.number, verifying.now);
}

/** What is said of a certificate, or of there being none, to who has asked for this number. */
export function verificationOf(certificate: VerifiableCertificate | null, number: string, now: Date): Verification {
  const numberRemarks = certificate ? numberRemark(typed(number), certificate).remarks : remarksAlone(number);
  return { checkedAt: now, number, checks: judgeVerification({ certificate, numberRemarks }), certificate };
}

/** What a certificate is found by. */
export function hashesOf(sealer: Sealer, { number, name }: AskedCertificate): NumberAndName {
  return {
    numberHash: sealer.searchHash(certificateFields.number, certificateNumberKey(number)),
    nameHash: sealer.searchHash(certificateFields.name, holderNameKey(name)),
  };
}

/** What the number says by itself, where it is held against no record. */
function remarksAlone(number: string): readonly string[] {
  const form = parseNumber(typed(number)) ? '编号具有公开描述的22位结构' : '编号不具有公开描述的22位结构';
  return ['通知未载明证书编号的结构，仅供核对', form];
}

function typed(number: string): string {
  return certificateNumberKey(number);
}
