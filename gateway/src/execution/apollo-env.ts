/**
 * Keeps the engine from reporting to its vendor, whatever the environment says: it reads this variable when it is made, and
 * has no option for it.
 */
export function disableTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
}
