import type { Reading } from '@shanghai/kernel';
import { z } from 'zod';

/** A cell as printed and as read. */
export interface Cell<T> {
  readonly printed: string;
  readonly value: T;
}

/** The number of a row, as annexes print it. */
export const rowNumber = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'is not a row number')
  .transform(Number);

/** A zod transform that reads a cell with a reader of the kernel and reports its faults by their codes. */
export function cellOf<T>(read: (text: string) => Reading<T>): (printed: string, context: z.RefinementCtx) => Cell<T> {
  return (printed, context) => {
    const reading = read(printed);
    if (reading.ok) return { printed, value: reading.value };
    for (const { code, reason, message } of reading.faults)
      context.addIssue({ code: 'custom', message: `${code} (${reason}): ${message}`, input: printed });
    return z.NEVER;
  };
}
