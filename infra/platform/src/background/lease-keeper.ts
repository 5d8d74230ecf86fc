import type { Connection } from 'mongoose';
import { type Clock, systemClock } from '../clock.js';
import { releaseLease, takeLease } from '../events/lease.js';

/** The leases of one holder in one store. */
export interface LeaseKeeper {
  /** Whether the holder has the lease, which is taken or prolonged when that is needed. */
  holds(name: string, forMs: number): Promise<boolean>;
  /** Lets others have them at once. */
  release(): Promise<void>;
}

/** Keeps leases by the machine's clock: they are about processes, and other clocks may stand still. */
export function createLeaseKeeper(store: Connection, holder: string, clock: Clock = systemClock): LeaseKeeper {
  const goodUntil = new Map<string, number>();
  return {
    async holds(name, forMs) {
      const now = clock.now().getTime();
      // Not prolonged at every step, which would be a write each time.
      if (now < (goodUntil.get(name) ?? 0)) return true;
      const isTaken = await takeLease(store, { name, holder, forMs, clock });
      if (isTaken) goodUntil.set(name, now + forMs / 3);
      else goodUntil.delete(name);
      return isTaken;
    },
    async release() {
      const names = [...goodUntil.keys()];
      goodUntil.clear();
      for (const name of names) await releaseLease(store, name, holder);
    },
  };
}
