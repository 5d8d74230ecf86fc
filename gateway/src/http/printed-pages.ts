import type { FastifyInstance, FastifyReply } from 'fastify';
import type { TrustedDocuments } from '../documents/trusted-documents.js';
import type { GraphqlRouteOptions } from './graphql-route.js';
import { messagePage } from './message-page.js';

/** A page that is printed: where it is, and which named operation gives it. Its variables are named in the path. */
interface PrintedPage {
  readonly url: string;
  readonly operation: string;
  /** The page in the answer, or null where there is none. */
  readonly pageIn: (data: PageData) => string | null | undefined;
}

interface PageData {
  readonly filingByReceipt?: { readonly receiptPage?: string | null } | null;
  readonly signedDocument?: { readonly page?: string | null } | null;
  readonly publicNotice?: { readonly page?: string | null } | null;
}

/** 备案回执, 公示 and 承诺文书. */
const pages: readonly PrintedPage[] = [
  {
    url: '/pages/receipts/:receiptNo',
    operation: 'ReceiptPage',
    pageIn: ({ filingByReceipt }) => filingByReceipt?.receiptPage,
  },
  {
    url: '/pages/notices/:applicationId',
    operation: 'NoticePage',
    pageIn: ({ publicNotice }) => publicNotice?.page,
  },
  {
    url: '/pages/commitments/:number',
    operation: 'CommitmentPage',
    pageIn: ({ signedDocument }) => signedDocument?.page,
  },
];

/** Such a page may show itself: it runs nothing, loads nothing, sends nothing, and stands in no frame. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

export interface PrintedPagesOptions extends Pick<GraphqlRouteOptions, 'contextOf' | 'pipeline'> {
  readonly trusted: TrustedDocuments;
}

/** Serves the printed pages whose operations there are, each asked for as any client asks: with its rights, rate and budget. */
export function addPrintedPages(app: FastifyInstance, { pipeline, contextOf, trusted }: PrintedPagesOptions): void {
  for (const { url, operation, pageIn } of pages) {
    const query = trusted.find(operation);
    if (query === undefined) continue;
    app.get(url, async (request, reply) => {
      const variables = request.params as Readonly<Record<string, unknown>>;
      const { status, headers, body } = await contextOf(request, reply).then(
        async (context) => pipeline.answer({ query, operationName: operation, variables }, context),
        (error: unknown) => pipeline.refuse(error, undefined),
      );
      for (const [name, value] of headers) if (name === 'retry-after') void reply.header(name, value);
      return send(reply, status, JSON.parse(body) as Answer, pageIn);
    });
  }
}

interface Answer {
  readonly data?: PageData | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function send(reply: FastifyReply, status: number, { data, errors }: Answer, pageIn: PrintedPage['pageIn']): string {
  const page = pageIn(data ?? {});
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .header('referrer-policy', 'no-referrer');
  if (page != null) return page;
  const isOurs = errors?.some(({ extensions }) => extensions?.code !== 'BAD_USER_INPUT') ?? false;
  const failed = status !== 200 ? status : isOurs ? 503 : 404;
  void reply.code(failed);
  return messagePage(failed);
}
