import { type Html, markup, unescaped } from '@shanghai/platform';
import { create } from 'qrcode';

/** Blank modules around the code, by which readers find it (ISO/IEC 18004). */
const QUIET = 4;

/** 二维码 of a text as a drawing that needs nothing beside itself: black modules on white, a fifteenth of them may be spoilt. */
export function qrCode(text: string, millimetres: number): Html {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, row) => runsOf(data, size, row)).join('');
  const side = size + 2 * QUIET;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="二维码" width="${millimetres}mm" height="${millimetres}mm" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${[unescaped(rows)]}"/></svg>`;
}

/** The dark modules of a row, those beside each other drawn at once. */
function runsOf(data: Uint8Array, size: number, row: number): string {
  let path = '';
  for (let at = 0; at < size; at++) {
    const start = at;
    while (at < size && data[row * size + at] === 1) at++;
    if (at > start) path += `M${start + QUIET} ${row + QUIET}h${at - start}v1h-${at - start}z`;
  }
  return path;
}
