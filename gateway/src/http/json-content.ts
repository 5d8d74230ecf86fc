import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readJsonBytes } from './json-text.js';
import { badRequest } from './refused.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/** Makes the server read bodies of `application/json` strictly: UTF-8 only (415), and safe JSON (400). */
export function readJsonStrictly(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
      if (!/^utf-?8$/i.test(charset)) throw badRequest('JSON is written in UTF-8', 415);
      return readJsonBytes(bytes);
    },
  );
}
