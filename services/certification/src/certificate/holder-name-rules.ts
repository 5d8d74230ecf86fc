import { type Finding, finding } from '@shanghai/kernel';
import { certificateClauses } from './certificate-clauses.js';

const MOST_CHARACTERS = 50;
/** Letters of any script with their marks, and what divides the parts of a name; nothing that is invisible or turns a line. */
const NAME = /^\p{L}[\p{L}\p{M} .'’·•‧∙・-]*$/u;

/** CRT-001: a certificate is somebody's. */
export const holderNameRule = { rule: 'CRT-001', force: 'MUST', clauses: [certificateClauses.issue] } as const;

/** Why a text is no name of a holder: FIELD_REQUIRED, or INVALID_NAME (too long, or with what no name has). None: it is kept exactly. */
export function nameFinding(name: string): readonly Finding[] {
  if (name.trim() === '')
    return [finding({ ...holderNameRule, code: 'FIELD_REQUIRED' }, 'FAIL', '应填写姓名', {}, ['name'])];
  const isName = name.length <= 4 * MOST_CHARACTERS && [...name].length <= MOST_CHARACTERS && NAME.test(name);
  return isName
    ? []
    : [finding({ ...holderNameRule, code: 'INVALID_NAME' }, 'FAIL', '姓名过长，或含有姓名中没有的字符', {}, ['name'])];
}
