import { badRequest } from './refused.js';

const TYPE = /^application\/json\s*(;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/** Whether a content type is that of JSON. */
export function isJson(type: string): boolean {
  return type === 'application/json' || TYPE.test(type);
}

/**
 * @throws GraphQLError BAD_REQUEST with 415 for a content type that is not JSON in UTF-8, and with 400 for plain text, which any
 *   page can make a browser send
 */
export function requireJson(type: string | undefined): void {
  if (type === 'application/json') return;
  if (type === undefined || !isJson(type))
    throw badRequest('a body is application/json', type?.startsWith('text/plain') === true ? 400 : 415);
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw badRequest('JSON is written in UTF-8', 415);
}
