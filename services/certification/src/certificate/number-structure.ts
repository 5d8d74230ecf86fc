import type { LevelNumber } from '@shanghai/kernel';
import type { Certificate } from './certificate.js';

/** 编号结构: the parts of a number by a structure that is described publicly and printed in no notice (CRT-001). */
export interface NumberParts {
  /** Y or S. */
  readonly category: string;
  /** Four digits of an agency, or 0000. */
  readonly agencyDigits: string;
  readonly province: string;
  /** Six digits of the agency. */
  readonly agencySerial: string;
  /** Two digits. */
  readonly year: string;
  /** A digit; letters, of the grades above level one, are not known. */
  readonly level: string;
  readonly serial: string;
}

/** What can be said of a number: remarks alone, since the verdict stays open whatever it looks like. */
export interface NumberRemark {
  readonly verdict: 'UNDETERMINED';
  /** In Chinese. */
  readonly remarks: readonly string[];
}

const STRUCTURE = /^([YS])(\d{4})(\d{2})(\d{6})(\d{2})([\dA-Z])(\d{6})$/;
const SHANGHAI = '31';

/** The parts of a number of that form, 22 characters without a check digit; null for any other. */
export function parseNumber(number: string): NumberParts | null {
  const [, category, agencyDigits, province, agencySerial, year, level, serial] = STRUCTURE.exec(number) ?? [];
  if (category === undefined) return null;
  return {
    ...{ category, agencyDigits: agencyDigits!, province: province!, agencySerial: agencySerial! },
    ...{ year: year!, level: level!, serial: serial! },
  };
}

/** A number held against its record. No notice prints a structure, so nothing is refused for it and the verdict is open. */
export function numberRemark(
  number: string,
  { level, issuedOn }: Pick<Certificate, 'level' | 'issuedOn'>,
): NumberRemark {
  const parts = parseNumber(number);
  const remarks = parts ? unfitting(parts, level, issuedOn) : ['编号不具有公开描述的22位结构'];
  return { verdict: 'UNDETERMINED', remarks: ['通知未载明证书编号的结构，仅供核对', ...remarks] };
}

function unfitting(parts: NumberParts, level: LevelNumber | null, issuedOn: string): readonly string[] {
  return [
    ...(parts.province === SHANGHAI ? [] : ['编号中的省份代码不是31']),
    ...(parts.year === issuedOn.slice(2, 4) ? [] : ['编号中的年份与发证日期不一致']),
    ...(level === null || parts.level === String(level) ? [] : ['编号中的等级与证书的等级不一致']),
  ];
}
