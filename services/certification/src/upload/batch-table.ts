import { maskName, maskResidentId } from '@shanghai/kernel';
import { type Sealer, writeCsvText } from '@shanghai/platform';
import { certificateFields } from '../certificate/certificate-keys.js';
import type { Certificate } from '../certificate/certificate.js';

/** 证书清单 (CRT-004, 导出): the certificates of a batch by their lines, so that who has the file finds the numbers; names masked. */
export function batchTable(certificates: readonly Certificate[], sealer: Sealer): string {
  return writeCsvText([
    ['行号', '证书编号', '姓名', '身份证号码', '职业（工种）', '等级', '评价日期', '发证日期', '协议或委托编号'],
    ...certificates.map(({ batchLine, number, name, idNumber, occupation, level, examOn, issuedOn, agreementNo }) => [
      batchLine,
      sealer.open(certificateFields.number, number),
      maskName(sealer.open(certificateFields.name, name)),
      maskResidentId(sealer.open(certificateFields.idNumber, idNumber)),
      ...[occupation, level, examOn, issuedOn, agreementNo],
    ]),
  ]);
}
