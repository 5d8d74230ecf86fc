import { nameKey } from '@shanghai/kernel';
import type { Sealer } from '@shanghai/platform';
import { certificateNumberKey } from '../certificate/certificate-keys.js';
import type { ComparisonMapping } from '../mapping/comparison-mapping.js';
import type { ComparisonCase } from './comparison-case.js';

/** The fields under which a case is sealed and hashed. */
export const comparisonFields = {
  name: 'comparisons.name',
  idNumber: 'comparisons.idNumber',
  sourceNumber: 'comparisons.sourceNumber',
  source: 'comparisons.source',
} as const;

/** What of a case is sealed, in the open. */
export interface PlainComparison {
  readonly name: string;
  readonly idNumber: string;
  readonly sourceNumber: string;
}

/** Name and numbers as they are stored, with what they are found by. The issuer is that of the mapping. */
export function sealComparison(
  sealer: Sealer,
  { name, idNumber, sourceNumber }: PlainComparison,
  mapping: ComparisonMapping | null,
): Pick<ComparisonCase, 'name' | 'idNumber' | 'idNumberHash' | 'sourceNumber' | 'sourceHash'> {
  const issuer = nameKey(mapping?.certifyingBody.nameZh ?? '');
  const source = JSON.stringify([issuer, certificateNumberKey(sourceNumber)]);
  return {
    name: sealer.seal(comparisonFields.name, name),
    idNumber: sealer.seal(comparisonFields.idNumber, idNumber),
    idNumberHash: sealer.searchHash(comparisonFields.idNumber, idNumber),
    sourceNumber: sealer.seal(comparisonFields.sourceNumber, sourceNumber),
    sourceHash: sealer.searchHash(comparisonFields.source, source),
  };
}

/** What of a case is sealed, opened. */
export function openComparison(
  sealer: Sealer,
  { name, idNumber, sourceNumber }: Pick<ComparisonCase, 'name' | 'idNumber' | 'sourceNumber'>,
): PlainComparison {
  return {
    name: sealer.open(comparisonFields.name, name),
    idNumber: sealer.open(comparisonFields.idNumber, idNumber),
    sourceNumber: sealer.open(comparisonFields.sourceNumber, sourceNumber),
  };
}

/** What a retry is recognised by: equal ones are equal, and nobody's name stands in it. */
export function fingerprintComparison(sealer: Sealer, plain: PlainComparison): string {
  return sealer.searchHash(comparisonFields.source, JSON.stringify(plain));
}
