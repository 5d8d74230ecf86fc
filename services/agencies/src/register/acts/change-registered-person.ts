import type { OnAggregate } from '@shanghai/platform';
import { type RegisterOutcome, type Registering, keeperOf, performOnRegister } from '../perform-on-register.js';
import { judgeDetails, judgeKeeper } from '../register-rules.js';
import type { PersonDetails } from '../registered-person.js';

/** 变更: another employer, title, qualification or relation; who it is does not change, and the journal keeps what it was. */
export async function changeRegisteredPerson(
  acting: Registering,
  on: OnAggregate,
  details: PersonDetails,
): Promise<RegisterOutcome> {
  return performOnRegister(acting, on, {
    act: 'changeRegisteredPerson',
    payload: details,
    judge: ({ kind, district }) => [judgeKeeper(kind, district, keeperOf(acting)), ...judgeDetails(kind, details)],
    next: () => details,
  });
}
