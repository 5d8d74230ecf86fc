import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest } from './refused.js';
import { addPage, type PageOptions, PAGE_POLICY } from './page-route.js';
import { VERIFY_FORM_PAGE } from './verify-form-page.js';

interface VerifyData {
  readonly verifyCertificate?: { readonly page?: string | null } | null;
  readonly openShareLink?: { readonly verification?: { readonly page?: string | null } | null } | null;
}

export interface VerifyPagesOptions extends PageOptions {
  /** Where the world sees this gateway; as the request says when absent. */
  readonly publicUrl?: string | undefined;
}

const PATH = '/pages/verify';
const FORM = 'application/x-www-form-urlencoded';
const FORM_BYTES = 2_048;
/** The form may send itself to where it comes from, and nothing else. */
const FORM_POLICY = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'").replace(
  '; sandbox',
  '; sandbox allow-forms',
);

/** 证书核验 by a form and by share links. The code on a page leads to the form, or to the link itself. */
export function addVerifyPages(app: FastifyInstance, { publicUrl, ...options }: VerifyPagesOptions): void {
  const addressOf = (request: FastifyRequest, path: string): string =>
    `${publicUrl ?? `${request.protocol}://${request.host}`}${path}`;
  if (options.trusted.find('VerificationPage') === undefined) return;
  app.get(PATH, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', FORM_POLICY)
      .header('referrer-policy', 'no-referrer')
      .send(VERIFY_FORM_PAGE),
  );
  app.register(async (forms) => {
    forms.addContentTypeParser(
      FORM,
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      async (_request: unknown, body: string) => Promise.resolve(new URLSearchParams(body)),
    );
    addPage<VerifyData>(forms, options, {
      method: 'POST',
      url: PATH,
      operation: 'VerificationPage',
      variablesOf: (request) => ({ ...typedIn(request.body), address: addressOf(request, PATH) }),
      pageIn: ({ verifyCertificate }) => verifyCertificate?.page,
    });
    return Promise.resolve();
  });
  addPage<VerifyData>(app, options, {
    method: 'GET',
    url: `${PATH}/:token`,
    operation: 'SharedVerificationPage',
    variablesOf: (request) => {
      const { token } = request.params as { readonly token: string };
      return {
        token,
        idempotencyKey: randomUUID(),
        address: addressOf(request, `${PATH}/${encodeURIComponent(token)}`),
      };
    },
    pageIn: ({ openShareLink }) => openShareLink?.verification?.page,
  });
}

/** @throws GraphQLError BAD_REQUEST where number and name are not both there once */
function typedIn(body: unknown): { readonly number: string; readonly name: string } {
  const given = body instanceof URLSearchParams ? body : new URLSearchParams();
  const [number, name] = ['number', 'name'].map((field) => given.getAll(field));
  if (number?.length !== 1 || name?.length !== 1) throw badRequest('number and name are needed');
  return { number: number[0]!, name: name[0]! };
}
