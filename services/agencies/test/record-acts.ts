import { residentIdCheck } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { RecordOutcome, RecordState, Stored } from '../dist/record/perform-on-record.js';
import { newKey } from './application-life.js';

/** The record as an act left it. */
export function doneRecord<State extends RecordState>(outcome: RecordOutcome<State>): Stored<State> {
  if ('refusals' in outcome) throw new Error(`refused: ${refusedCodes(outcome).join(', ')}`);
  return outcome.record;
}

/** Why an act was refused, by rule, code and place; none when it was done. */
export function refusedCodes(outcome: RecordOutcome<never> | RecordOutcome<RecordState>): readonly string[] {
  if (!('refusals' in outcome)) return [];
  return outcome.refusals.map(({ rule, code, path }) => `${rule} ${code} ${path.join('.')}`.trimEnd());
}

/** What an act is about: the record as it was seen. */
export function onRecord({ _id, version }: { readonly _id: string; readonly version: number }, key = newKey()) {
  return { id: _id, version, idempotencyKey: key };
}

/** Somebody of an agency. */
export function ofAgency(agency: string): Caller {
  return { role: 'AGENCY', subject: 'chen', scopes: { agency }, posts: [] };
}

/** The identity number of an invented person. */
export function idNumberOf(no: number): string {
  const body = `31011519800101${String(no).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}
