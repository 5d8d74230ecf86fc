/** Something that has been asked for and may still be called off. */
export interface Call<T> {
  readonly reply: Promise<T>;
  /** Ends it with this error, if it has not ended yet; whoever works for it stops. */
  cancel(reason: Error): void;
}

/** Why a call got no usable reply. It stays inside: it may hold addresses, and parts of answers that are none. */
export interface CallFault extends Error {
  /** Whether the same call may well be answered a moment later: nothing was there, or it was just going. */
  readonly isPassing: boolean;
}

/** A fault of a call. */
export function callFault(reason: string, isPassing = false): CallFault {
  return Object.assign(new Error(reason), { isPassing });
}

/** Whether trying again makes sense. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && (error as Partial<CallFault>).isPassing === true;
}
