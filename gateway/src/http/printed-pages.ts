import type { FastifyInstance } from 'fastify';
import { addPage, type PageOptions, type PageRoute } from './page-route.js';

interface PageData {
  readonly filingByReceipt?: { readonly receiptPage?: string | null } | null;
  readonly signedDocument?: { readonly page?: string | null } | null;
  readonly publicNotice?: { readonly page?: string | null } | null;
}

/** 备案回执, 公示 and 承诺文书; the variables of their operations are named in the path. */
const pages: readonly Omit<PageRoute<PageData>, 'method' | 'variablesOf'>[] = [
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

/** Serves the printed pages whose operations there are. */
export function addPrintedPages(app: FastifyInstance, options: PageOptions): void {
  for (const page of pages)
    addPage(app, options, {
      ...page,
      method: 'GET',
      variablesOf: ({ params }) => params as Readonly<Record<string, unknown>>,
    });
}
