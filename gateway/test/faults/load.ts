/** Clients that ask again and again. */
export interface Load<Answer> {
  /** What was answered, in its order. */
  readonly answers: readonly Timed<Answer>[];
  /** Lets each have its answer, and no more. */
  stop(): Promise<void>;
}

/** An answer, and how long it took. */
export interface Timed<Answer> {
  readonly answer: Answer;
  readonly milliseconds: number;
}

/** Starts so many clients, each of which asks as soon as it is answered; the second number counts its questions. */
export function startLoad<Answer>(
  clients: number,
  ask: (client: number, count: number) => Promise<Answer>,
): Load<Answer> {
  const answers: Timed<Answer>[] = [];
  let isOver = false;
  const running = Array.from({ length: clients }, async (_, client) => {
    for (let count = 0; !isOver; count++) {
      const startedAt = performance.now();
      const answer = await ask(client, count);
      answers.push({ answer, milliseconds: performance.now() - startedAt });
    }
  });
  const all = Promise.all(running);
  // A client that fails is told of by `stop`.
  all.catch(() => undefined);
  return {
    answers,
    async stop() {
      isOver = true;
      await all;
    },
  };
}

/** The time within which a part of them was answered: 0.95 for the ninety-fifth percentile. */
export function percentile(timed: readonly { readonly milliseconds: number }[], part: number): number {
  const sorted = timed.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
