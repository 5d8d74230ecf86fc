import type { Day, DistrictCode } from '@shanghai/kernel';
import type { Warning } from './alert.js';

/** `certificate.registered`: what the service of certificates tells of one that was uploaded; never whose it is. */
export interface ToldCertificate {
  readonly certificateId: string;
  readonly agencyId: string;
  /** Null for a special ability. */
  readonly level: string | null;
  readonly registeredOn: Day;
  /** Whether it was within the filing of the agency on the day of its exam; null where that could not be told. */
  readonly inScope: boolean | null;
  /** The certificate that it repeats; null for none. */
  readonly duplicateOf: string | null;
}

/** `certificates.registered`: a batch as counts, and by name only those of its certificates that do not fit. */
export interface ToldBatch {
  readonly batchId: string;
  readonly agencyId: string;
  readonly registeredOn: Day;
  readonly counts: readonly { readonly level: string | null; readonly count: number }[];
  readonly unfit: readonly Pick<ToldCertificate, 'certificateId' | 'level' | 'inScope' | 'duplicateOf'>[];
}

/** More of one rule in one batch are one warning that names the first of them: nobody looks through thousands one by one. */
const MOST_NAMED = 20;

/** What is wrong with the certificates of a batch: of each rule every one of a few, and the batch as a whole where there are many. */
export function batchWarnings(told: ToldBatch, districts: readonly DistrictCode[]): readonly Warning[] {
  const { agencyId, registeredOn, unfit } = told;
  const each = unfit.flatMap((one) => certificateWarnings({ agencyId, registeredOn, ...one }, districts));
  return (['CERTIFICATE_OUT_OF_SCOPE', 'CERTIFICATE_DUPLICATE'] as const).flatMap((rule) => {
    const own = each.filter((one) => one.rule === rule);
    return own.length <= MOST_NAMED ? own : [ofBatch(told, own)];
  });
}

function ofBatch({ batchId, registeredOn }: ToldBatch, all: readonly Warning[]): Warning {
  const [first] = all as readonly [Warning, ...Warning[]];
  return {
    ...first,
    about: `certificate-batch/${batchId}`,
    cause: batchId,
    value: `一批${all.length}本：${first.value}`,
    evidence: all.slice(0, MOST_NAMED).map(({ evidence }) => evidence[0]!),
    text: `${registeredOn}上传的一批证书中有${all.length}本：${first.text}`,
  };
}

/** What is wrong with an uploaded certificate. */
export function certificateWarnings(told: ToldCertificate, districts: readonly DistrictCode[]): readonly Warning[] {
  const { certificateId: id, agencyId, inScope, duplicateOf } = told;
  const base = { about: aboutCertificate(id), cause: id, agencyId, districts };
  const own = { kind: 'CERTIFICATE', id } as const;
  return [
    ...(inScope === false
      ? [
          {
            ...base,
            rule: 'CERTIFICATE_OUT_OF_SCOPE' as const,
            value: '不在备案范围内',
            expected: '在考试之日的备案范围内',
            evidence: [own],
            text: '上传的证书不在机构的备案范围内。',
          },
        ]
      : []),
    ...(duplicateOf === null
      ? []
      : [
          {
            ...base,
            rule: 'CERTIFICATE_DUPLICATE' as const,
            value: '与已有证书重复',
            expected: '一次评价一本证书',
            evidence: [own, { kind: 'CERTIFICATE', id: duplicateOf } as const],
            text: '上传的证书与已有证书重复。',
          },
        ]),
  ];
}

/** What a warning of a certificate is about. */
export function aboutCertificate(id: string): string {
  return `certificate/${id}`;
}
