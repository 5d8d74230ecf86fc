import { type Clause, type Code, findNotice, isLedgerId, parseDay } from '@shanghai/kernel';
import { type DataFile, readDataFile } from '@shanghai/platform';
import { z } from 'zod';
import { cellOf } from '../data-cell.js';
import type { PolicyRule } from './policy-rule.js';

const CODE = /^[A-Z]+(_[A-Z]+)*$/;

const dayCell = z
  .string()
  .transform(cellOf(parseDay))
  .transform(({ value }) => value);

const cells = {
  rule: z.string().refine(isLedgerId, 'is no ledger id'),
  force: z.enum(['MUST', 'SHOULD', 'INFO']),
  from: dayCell,
  to: z
    .literal('')
    .transform(() => null)
    .or(dayCell),
  codes: z
    .string()
    .transform((codes) => codes.split('|').filter((code) => code !== ''))
    .refine((codes) => codes.every((code) => CODE.test(code)), 'is no list of codes'),
  statement: z.string().min(1, 'a rule that says nothing'),
  clauses: z
    .string()
    .transform((printed, context): readonly Clause[] =>
      printed.split('\n').flatMap((line) => (line === '' ? [] : [clauseOf(line, context)])),
    ),
  reading: z.string().transform((reading) => (reading === '' ? null : reading)),
};

/** Reads the ledger, whose rows are in its order; an id stands once. */
export async function readPolicyRules(data: URL): Promise<DataFile<PolicyRule>> {
  const known = new Set<string>();
  const row = z.object(cells).transform(({ rule, codes, ...rest }, context): PolicyRule => {
    if (known.has(rule)) context.addIssue({ code: 'custom', path: ['rule'], message: `${rule} stands twice` });
    if (rest.to !== null && rest.to < rest.from)
      context.addIssue({ code: 'custom', path: ['to'], message: 'is before the first day' });
    known.add(rule);
    return { ...rest, _id: rule, codes: codes as Code[], position: known.size };
  });
  return readDataFile(new URL('rules.csv', data), row, Object.keys(cells));
}

/** A clause as the file has it: notice, place and words, on one line. */
function clauseOf(line: string, context: z.RefinementCtx): Clause {
  const [notice, item = '', quote = '', ...more] = line.split('|');
  const found = findNotice(notice ?? '');
  if (found && item.trim() !== '' && quote.trim() !== '' && more.length === 0)
    return { notice: found.number, item, quote };
  context.addIssue({ code: 'custom', message: 'is not notice|item|words', input: line });
  return z.NEVER;
}
