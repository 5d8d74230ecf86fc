import type { Logger } from '../log.js';
import type { Running } from '../startup.js';

export interface Loop {
  readonly name: string;
  /** One step; the number of things done. While it is not 0 the next follows at once. */
  readonly step: () => Promise<number>;
  /** How long to wait after a step that found nothing to do, or that failed. */
  readonly everyMs: number;
  readonly log: Logger;
}

/** A loop that runs until it is stopped. */
export interface RunningLoop extends Running {
  /** Ends the wait: something is to be done. */
  wake(): void;
}

/** Runs steps one after the other. A step that fails is logged and tried again; stopping waits for the one under way. */
export function startLoop({ name, step, everyMs, log }: Loop): RunningLoop {
  let isStopped = false;
  let endWait: (() => void) | undefined;
  let isWoken = false;

  async function wait(): Promise<void> {
    if (isWoken || isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      isWoken = false;
      const done = await step().catch((error: unknown) => {
        log.error({ loop: name, err: error }, 'a step failed and will be tried again');
        return 0;
      });
      if (done === 0) await wait();
    }
  }

  const running = run();
  const wake = (): void => {
    isWoken = true;
    endWait?.();
  };
  return {
    wake,
    async stop() {
      isStopped = true;
      wake();
      await running;
    },
  };
}
