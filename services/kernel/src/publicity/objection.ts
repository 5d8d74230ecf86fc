import { type Finding, type RuleOfFinding, finding } from '../findings/finding.js';

/** 异议: raised by anyone during publicity. The contact is as the store keeps it, and its hash what it is counted by. */
export interface Objection<Contact extends string = string, Hash extends string = string> {
  readonly no: number;
  readonly text: string;
  readonly contact: Contact;
  readonly contactHash: Hash;
  readonly raisedAt: Date;
  readonly status: 'OPEN' | 'DISMISSED' | 'UPHELD';
  readonly reason: string | null;
  readonly decidedAt: Date | null;
}

/** Which objection is decided, and why so. */
export interface ObjectionDecision {
  readonly objectionNo: number;
  readonly reason: string;
}

/** How often one contact may object to one thing: nobody may fill the record alone (PR). */
export const MOST_OBJECTIONS_OF_ONE_CONTACT = 3;

/** A contact as it is compared: however it is spaced, it is the same telephone. */
export function comparedContact(contact: string): string {
  return contact.normalize('NFKC').replace(/[\s-]/gu, '');
}

/** Whether a contact has objected as often as it may. */
export function hasObjectedEnough(objections: readonly Pick<Objection, 'contactHash'>[], contactHash: string): boolean {
  return objections.filter((one) => one.contactHash === contactHash).length >= MOST_OBJECTIONS_OF_ONE_CONTACT;
}

/** With one more objection, which is open and has the next number. */
export function withObjection<Contact extends string, Hash extends string>(
  objections: readonly Objection<Contact, Hash>[],
  raised: Pick<Objection<Contact, Hash>, 'text' | 'contact' | 'contactHash' | 'raisedAt'>,
): readonly Objection<Contact, Hash>[] {
  return [...objections, { no: objections.length + 1, ...raised, status: 'OPEN', reason: null, decidedAt: null }];
}

/** With one of them decided. */
export function withDecision<Contact extends string, Hash extends string>(
  objections: readonly Objection<Contact, Hash>[],
  { objectionNo, reason }: ObjectionDecision,
  status: 'DISMISSED' | 'UPHELD',
  decidedAt: Date,
): readonly Objection<Contact, Hash>[] {
  return objections.map((one) => (one.no === objectionNo ? { ...one, status, reason, decidedAt } : one));
}

/** Whether an objection can be decided: OBJECTION_UNKNOWN, OBJECTION_ALREADY_DECIDED. */
export function judgeObjectionDecision(
  rule: RuleOfFinding,
  objections: readonly Pick<Objection, 'no' | 'status'>[],
  no: number,
): Finding {
  const path = ['objectionNo'];
  const objection = objections.find((one) => one.no === no);
  if (!objection) return finding({ ...rule, code: 'OBJECTION_UNKNOWN' }, 'FAIL', '没有该编号的异议', { no }, path);
  if (objection.status !== 'OPEN')
    return finding({ ...rule, code: 'OBJECTION_ALREADY_DECIDED' }, 'FAIL', '该异议已经处理', { no }, path);
  return finding(rule, 'PASS', '异议尚未处理', { no }, path);
}

/** Whether no objection is open (无异议). */
export function judgeNoneOpen(rule: RuleOfFinding, objections: readonly Pick<Objection, 'no' | 'status'>[]): Finding {
  const open = objections.filter(({ status }) => status === 'OPEN').map(({ no }) => `${no}`);
  return open.length > 0
    ? finding(rule, 'FAIL', `有${open.length}件异议尚未处理`, { open })
    : finding(rule, 'PASS', '无未处理的异议');
}
