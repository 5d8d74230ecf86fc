import type { Register } from '@shanghai/agencies';
import { type CertificateFacts, onceOfExam } from '@shanghai/certification';
import { type Day, type DistrictCode, addDays, day, daysBetween, startOfDay, stableId } from '@shanghai/kernel';
import { instantAt } from '@shanghai/platform';
import { inventedFor } from './invented-life.js';
import { type Random, createRandom } from './random.js';

/** What certificates can be invented for: an item of an invented filing, on the days on which it stood. */
export interface CertificateSlot {
  readonly agencyId: string;
  readonly filingId: string;
  readonly isComparison: boolean;
  readonly filingDistrict: DistrictCode | null;
  readonly district: DistrictCode | null;
  readonly itemId: string | null;
  readonly mappingId: string | null;
  readonly occupation: string;
  readonly levels: readonly NonNullable<CertificateFacts['level']>[];
  readonly from: Day;
  readonly to: Day;
}

/** Raised when equal numbers give other certificates than before. */
export const CERTIFICATE_GENERATOR_VERSION = 2;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 20;
const SURNAMES = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏');
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英文玉志建国春红');
/** Certificates of one exam are counted together, so that few counts change with a batch. */
const EXAM_SIZE = 20;
const LONGEST_REACH_DAYS = 1_000;
const SECONDS_A_DAY = 86_400;
const SEQUENCES = 1_000;
/** Days from 1960 on, coprime with the steps that are taken through them. */
const BIRTHDAYS = 16_000;

/** The slots of invented agencies: of every filed item one, if the filing stood on some day before the day all is invented for. */
export function certificateSlots({ agencies, filings, filedItems }: Register): readonly CertificateSlot[] {
  const agencyOf = new Map(agencies.map((agency) => [agency._id, agency]));
  const filingOf = new Map(filings.map((filing) => [filing._id, filing]));
  return filedItems.flatMap((item) => {
    const { from, to } = item.standing;
    const last = to !== null && to < inventedFor ? to : addDays(inventedFor, -30);
    if (from > last) return [];
    const agency = agencyOf.get(item.agencyId)!;
    return {
      ...{ agencyId: item.agencyId, filingId: item.filingId, isComparison: item.agencyType === 'COMPARISON' },
      filingDistrict: filingOf.get(item.filingId)?.authority?.district ?? null,
      district: agency.registrationDistrict ?? null,
      ...{ itemId: item.itemId, mappingId: item.mappingId, occupation: item.fullName, levels: item.levels },
      ...{ from: from < addDays(last, -LONGEST_REACH_DAYS) ? addDays(last, -LONGEST_REACH_DAYS) : from, to: last },
    };
  });
}

/** The number of an invented certificate: SH, and twenty characters that follow from its place in the row. */
export function inventedNumber(no: number): string {
  const random = createRandom('certificate-number', no);
  return `SH${Array.from({ length: CHARACTERS }, () => ALPHABET[random.integer(0, ALPHABET.length - 1)]!).join('')}`;
}

/** Whose it is: nobody, whose name begins with 示例. */
export function inventedHolder(no: number): string {
  const random = createRandom('certificate-holder', no);
  return `示例${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.pick(GIVEN)}`;
}

/** The id of an invented certificate. */
export function inventedCertificateId(no: number): string {
  return stableId('certificate', '示例', no);
}

/** What the certificates of one exam have in common. */
function inventExam(slots: readonly CertificateSlot[], exam: number) {
  const random = createRandom('exam', exam);
  const slot = slots[exam % slots.length]!;
  const examOn = addDays(slot.from, random.integer(0, Math.max(0, daysBetween(slot.from, slot.to))));
  return {
    slot,
    examOn,
    issuedOn: addDays(examOn, slot.isComparison ? 0 : 20),
    level: slot.levels.length === 0 ? null : random.pick(slot.levels),
    source: slot.isComparison ? 'COMPARISON' : random.oneIn(10) ? 'IMPORTED' : 'UPLOADED',
  } as const;
}

/** One invented certificate by its place in the row: of an exam of twenty, the exams spread over the slots, each in scope on its day. */
export function inventCertificate(slots: readonly CertificateSlot[], no: number): CertificateFacts {
  const random = createRandom('certificate', no);
  const { slot, examOn, issuedOn, level, source } = inventExam(slots, Math.floor(no / EXAM_SIZE));
  const { agencyId, filingId, filingDistrict, district, itemId, mappingId, occupation } = slot;
  const idNumber = inventedIdNumber(no);
  return {
    ...{ _id: inventedCertificateId(no), number: inventedNumber(no), name: inventedHolder(no), idNumber },
    once: slot.isComparison ? null : onceOfExam({ idNumber, itemId, occupation, level, examOn }),
    ...{ agencyId, filingId, filingDistrict, district, itemId, mappingId, occupation, level, examOn, issuedOn, source },
    districts: [...new Set([filingDistrict, district])].filter((one) => one !== null),
    batchId: source === 'UPLOADED' ? stableId('certificate-batch', '示例', filingId, examOn.slice(0, 7)) : null,
    ...{ batchLine: source === 'UPLOADED' ? no + 1 : null },
    comparisonCaseId: null,
    registeredAt: instantAt(startOfDay(issuedOn).getTime() + random.integer(0, SECONDS_A_DAY - 1) * 1000),
    candidateKind: slot.isComparison ? null : 'PUBLIC',
    agreementNo: null,
    score: slot.isComparison ? null : { enteredBy: '示例-1', confirmedBy: '示例-2' },
    ...{ inScope: true, duplicateOf: null, synthetic: true },
    ...standing(random, issuedOn),
  };
}

/** Two in a hundred are doubted. */
function standing(random: Random, issuedOn: Day): Pick<CertificateFacts, 'status' | 'flags'> {
  if (!random.oneIn(50)) return { status: 'VALID', flags: [] };
  const flag = { code: 'DUPLICATE_CERTIFICATE', message: '示例：与另一证书重复', clearedBecause: null } as const;
  return { status: 'FLAGGED', flags: [{ ...flag, flaggedOn: issuedOn }] };
}

/** A number of no region (99), so that it is nobody's; no two of the first sixteen million are the same. */
function inventedIdNumber(no: number): string {
  const sequence = no % SEQUENCES;
  // Neighbours have other birthdays, and those of one sequence number meet every day once before one comes again.
  const birthday = (Math.floor(no / SEQUENCES) * 7_919 + sequence * 31) % BIRTHDAYS;
  const born = addDays(day('1960-01-01'), birthday).replaceAll('-', '');
  return `990000${born}${String(sequence).padStart(3, '0')}X`;
}
