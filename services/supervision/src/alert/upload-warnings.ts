import type { Day, DistrictCode } from '@shanghai/kernel';
import type { Warning } from './alert.js';

/** `upload.refused`: a file of certificates of which nothing was taken, as the register tells of it: by numbers alone. */
export interface ToldRefusal {
  readonly uploadId: string;
  readonly agencyId: string;
  readonly filingId: string;
  readonly refusedOn: Day;
  readonly outOfScopeRows: number;
}

/** What the warnings of refused files of a filing and a day are about. */
export function aboutRefusals({ filingId, refusedOn }: Pick<ToldRefusal, 'filingId' | 'refusedOn'>): string {
  return `uploads/${filingId}/${refusedOn}`;
}

/**
 * CRT-006: who tries to upload what the filing does not have is told of, though nothing was taken. The tries of a filing on one day are
 * one cause; the first is named.
 */
export function refusalWarnings(told: ToldRefusal, districts: readonly DistrictCode[]): readonly Warning[] {
  const { agencyId, filingId, refusedOn, outOfScopeRows } = told;
  if (outOfScopeRows === 0) return [];
  return [
    {
      rule: 'CERTIFICATE_OUT_OF_SCOPE',
      about: aboutRefusals(told),
      cause: refusedOn,
      ...{ agencyId, districts },
      value: `${refusedOn}上传的文件有${outOfScopeRows}行不在备案范围内，已拒收`,
      expected: '在考试之日的备案范围内',
      evidence: [
        { kind: 'FILING', id: filingId },
        { kind: 'AGENCY', id: agencyId },
      ],
      text: `机构于${refusedOn}试图上传备案范围以外的证书${outOfScopeRows}行，系统已拒收。`,
    },
  ];
}
