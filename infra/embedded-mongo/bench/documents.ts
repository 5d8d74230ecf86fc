/** Documents of about 450 bytes of BSON, like a certificate record: the same for the same number. */

export interface BenchDocument {
  readonly number: string;
  readonly agency: string;
  readonly district: string;
  readonly level: number;
  readonly issuedAt: Date;
  readonly holder: { readonly name: string; readonly mask: string };
  readonly scores: readonly number[];
  readonly note: string;
}

export const INDEXES = [{ number: 1 }, { agency: 1, issuedAt: -1 }, { district: 1, level: 1 }] as const;

const NOTE = '示例'.repeat(20) + 'x'.repeat(94);

export function benchDocument(i: number): BenchDocument {
  return {
    number: `S${String(i).padStart(12, '0')}`,
    agency: `agency-${i % 997}`,
    district: String(310100 + (i % 16)),
    level: 1 + (i % 5),
    issuedAt: new Date(1_700_000_000_000 + i * 1000),
    holder: { name: `示例人员${i}`, mask: '310***********1234' },
    scores: [i % 100, (i * 7) % 100, (i * 13) % 100],
    note: NOTE,
  };
}

export function* benchDocuments(from: number, count: number): Iterable<BenchDocument> {
  for (let i = from; i < from + count; i++) yield benchDocument(i);
}
