import type { Day, LevelNumber } from '@shanghai/kernel';
import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { storeMappings } from './listed-mapping-store.js';

/** What certification tells of the comparison catalogues that it has loaded: `comparison.published`. */
interface PublishedMappings {
  readonly mappings: readonly {
    readonly id: string;
    readonly certificate: string;
    readonly occupationFullName: string;
    readonly occupationKey: string;
    readonly level: LevelNumber;
    readonly from: Day;
    readonly to: Day | null;
  }[];
}

/** Keeps the comparison catalogues at hand, by which items for comparison are judged (CMP-004). */
export function takeMappings(store: Connection): Consumer {
  return {
    name: 'listed-mappings',
    async take({ type, payload }, session) {
      if (type !== 'comparison.published') return;
      const { mappings } = JSON.parse(payload) as PublishedMappings;
      const listed = mappings.map(({ id, certificate, occupationFullName, occupationKey, level, from, to }) => ({
        ...{ mappingId: id, certificate, occupationFullName, occupationKey, level, from, to },
      }));
      await storeMappings(store, listed, session);
    },
  };
}
