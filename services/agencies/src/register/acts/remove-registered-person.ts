import type { Day } from '@shanghai/kernel';
import type { OnAggregate } from '@shanghai/platform';
import { type RegisterOutcome, type Registering, keeperOf, performOnRegister } from '../perform-on-register.js';
import { judgeKeeper, judgeRemoval } from '../register-rules.js';

/** 删除: a person leaves the register after a last day; the entry stays. */
export async function removeRegisteredPerson(
  acting: Registering,
  on: OnAggregate,
  { lastDay, reason }: { readonly lastDay: Day; readonly reason: string },
): Promise<RegisterOutcome> {
  return performOnRegister(acting, on, {
    act: 'removeRegisteredPerson',
    payload: { lastDay, reason },
    reason,
    judge: ({ kind, district, from }) => [
      judgeKeeper(kind, district, keeperOf(acting)),
      ...judgeRemoval(kind, from, lastDay),
    ],
    next: () => ({ to: lastDay }),
  });
}
