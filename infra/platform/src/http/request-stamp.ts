/** What every part of one request agrees on. */
export interface RequestStamp {
  readonly requestId: string;
  /** The one instant that the whole request is answered for. */
  readonly now: Date;
}
