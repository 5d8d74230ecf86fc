import { isWithin } from '@shanghai/kernel';
import type { Context } from '../context.js';
import { receiptPage } from '../pages/receipt-page.js';
import { byText } from '../text-order.js';
import type { Filing } from './filing.js';

/** The receipt of a filing as a page, as it was issued; null where no notice prints one, or the filing has none. */
export async function pageOfReceipt({ loaders }: Context, filing: Filing): Promise<string | null> {
  const { _id, agencyId, receiptNo, facts, synthetic } = filing;
  const [period] = facts.periods;
  if (receiptNo === undefined || !period) return null;
  const [agency, filedItems] = await Promise.all([
    loaders.agency.load(agencyId),
    loaders.filedItemsOfAgency.load(agencyId),
  ]);
  const items = filedItems
    .filter(({ filingId, from, to }) => filingId === _id && isWithin(period.from, from ?? period.from, to))
    .sort((a, b) => byText(a.nameKey, b.nameKey) || byText(a._id, b._id));
  return receiptPage({
    receiptNo,
    type: facts.type,
    agencyName: agency!.name,
    creditCode: agency!.creditCode ?? null,
    items,
    validFrom: period.from,
    validTo: period.to,
    synthetic,
  });
}
