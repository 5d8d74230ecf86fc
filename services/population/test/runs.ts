/** Runs of a property: few by default, many when DEEP is set. */
export const RUNS = process.env['DEEP'] === '1' ? 300 : 15;
