import type { Connection } from 'mongoose';
import { itemsOf } from './item-store.js';

/** The rows, items and codes of one edition, counted. */
export interface EditionCounts {
  readonly edition: string;
  readonly rowCount: number;
  readonly itemCount: number;
  readonly codeCount: number;
}

/** The counts of every edition that has items. */
export async function countEditions(connection: Connection): Promise<EditionCounts[]> {
  return itemsOf(connection).aggregate<EditionCounts>([
    { $match: { edition: { $gt: '' } } },
    {
      $group: {
        _id: '$edition',
        rowCount: { $sum: { $size: '$rows' } },
        itemCount: { $sum: 1 },
        codes: { $addToSet: '$code' },
      },
    },
    {
      $project: {
        _id: 0,
        edition: '$_id',
        rowCount: 1,
        itemCount: 1,
        codeCount: { $size: { $setDifference: ['$codes', [null]] } },
      },
    },
  ]);
}
