import type { Day } from '@shanghai/kernel';

/** What a request carries to the resolvers. */
export interface Context {
  /** The instant of the request, stamped once by the gateway, so that all subgraphs answer for the same one. */
  readonly now: Date;
  /** The Shanghai day of that instant: what `asOf` means when it is left out. */
  readonly today: Day;
}
