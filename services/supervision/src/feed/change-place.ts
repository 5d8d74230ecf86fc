/** Enough for 10^13 events, and for the agencies of one load. */
const POSITION_DIGITS = 13;
const NUMBER_DIGITS = 6;

/** The place of a change in the stream, as a text that sorts as places do. */
export function placeOf(position: number, no: number): string {
  return `${String(position).padStart(POSITION_DIGITS, '0')}/${String(no).padStart(NUMBER_DIGITS, '0')}`;
}
