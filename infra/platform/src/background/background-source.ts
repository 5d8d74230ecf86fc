import { countDeadLetters } from '../events/consumer-store.js';
import { countOutbox, listOutbox } from '../journal/outbox-store.js';
import type { BackgroundSource } from '../metrics/background-measures.js';
import type { BackgroundParts, BackgroundWork } from './background-work.js';

/** What waits in the background of a subgraph. */
export function backgroundSourceOf(
  { subgraph, store, services }: BackgroundParts,
  consumers: BackgroundWork['consumers'],
): BackgroundSource {
  return {
    service: subgraph.name,
    async outbox() {
      const [oldest] = await listOutbox(store, 1);
      if (!oldest) return { rows: 0, oldestSeconds: 0 };
      const oldestSeconds = (services.clock.now().getTime() - oldest.at.getTime()) / 1000;
      return { rows: await countOutbox(store), oldestSeconds };
    },
    consumers: async () =>
      Promise.all(
        consumers.map(async ({ consumer, lag }) => ({
          consumer,
          lag: await lag(),
          deadLetters: await countDeadLetters(store, consumer),
        })),
      ),
  };
}
