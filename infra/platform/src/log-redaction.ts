/** What must not stand in a log, whoever logs it, with what stands there instead. */
const REDACTIONS: readonly (readonly [form: RegExp, instead: string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 [credentials]'],
  [/\b([a-z][a-z\d+]*:\/\/)[^\s/@"]+@/gi, '$1[credentials]@'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----/g, '[key]'],
  // National identity numbers and mobile numbers as they are written in China.
  [/(?<![\dA-Za-z])([1-9]\d{2})\d{11}(\d{3}[\dXx])(?![\dA-Za-z])/g, '$1***********$2'],
  [/(?<![\dA-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![\dA-Za-z])/g, '$1****$2'],
];

/**
 * Takes out of a written line of the log what is secret or about a person: tokens, credentials in addresses, keys, identity
 * and mobile numbers. The last line of defence, since messages of libraries quote what they were given.
 */
export function redact(line: string): string {
  return REDACTIONS.reduce((text, [form, instead]) => text.replace(form, instead), line);
}
