import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import {
  type CertificateFilter,
  certificatesVisibleTo,
  certificatesWhere,
  countCertificates,
  findCertificatePage,
  newestCertificatesFirst,
} from './certificate-store.js';
import type { StoredCertificate } from './certificate.js';

/** One page of certificates; they are counted when the number is asked for. */
export type CertificatePage = Page<StoredCertificate, () => Promise<number>>;

/** The certificates in the caller's scope, the newest first. */
export async function listCertificates(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  filter: CertificateFilter,
  page: PageArguments,
): Promise<CertificatePage> {
  const request = { page, order: newestCertificatesFirst, filter: { list: 'certificates', ...filter } };
  const conditions = [certificatesVisibleTo(caller), certificatesWhere(filter)];
  const rows = await findCertificatePage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countCertificates(store, conditions));
}
