/** Why a process cannot start, in one line that an operator can act on: no stack, no credentials. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

/**
 * Runs a process from its start to its end. A `StartupError` is printed as one line and exits 1; any other error keeps its
 * stack, since it is a fault of ours. SIGTERM and SIGINT stop it once and exit 0, or with the `process.exitCode` that was set;
 * a second signal exits 1 without waiting.
 */
export async function runProcess(name: string, start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let signalled = false;

  async function end(): Promise<void> {
    try {
      await running?.stop();
      process.exit(process.exitCode ?? 0);
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    if (error instanceof StartupError) console.error(`${name}: ${error.message}`);
    else console.error(`${name}:`, error);
    process.exit(1);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (signalled) process.exit(1);
      signalled = true;
      // Before the start has ended there is nothing to stop yet; it is stopped as soon as there is.
      if (running) void end();
    });

  try {
    running = await start();
  } catch (error) {
    fail(error);
    return;
  }
  // A signal may have come while it started, which the compiler does not see.
  if (signalled as boolean) await end();
}
