import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';

export interface PeriodicWorkOptions {
  name: string;
  intervalMs: number;
  logger: Logger;
  work(): Promise<void>;
}

/** Does its work over and over, with a pause between; a failure is logged, and the next turn tries again. */
export class PeriodicWork implements Part {
  readonly name: string;
  readonly required = false;
  readonly #options: PeriodicWorkOptions;
  readonly #stopping = new AbortController();
  #pause = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: PeriodicWorkOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** There is something to do: the next turn begins at once. */
  wake(): void {
    this.#pause.abort();
  }

  async #run(): Promise<void> {
    const { name, intervalMs, logger, work } = this.#options;
    const { signal: stopping } = this.#stopping;
    while (!stopping.aborted) {
      this.#pause = new AbortController();
      const signal = AbortSignal.any([stopping, this.#pause.signal]);
      try {
        await work();
      } catch (error) {
        logger.warn(error, `The ${name} failed; it tries again`);
      }
      await delay(intervalMs, undefined, { signal }).catch(() => {});
    }
  }
}
