import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { MonthMerger } from '../clickhouse/MonthMerger.ts';
import type { Part } from '../part.ts';
import { tables } from '../tables/index.ts';
import type { Etl } from './Etl.ts';
import { createRun, type Run, type RunRequest } from './Run.ts';

export interface RunQueueOptions {
  etl: Etl;
  intervalMs: number;
  /** Begins after each run, and keeps none. */
  merger?: MonthMerger;
}

const remembered = 100;
const maxWaiting = 10;

/** One run at a time: on schedule, and what was asked for in the order of asking. */
export class RunQueue implements Part {
  readonly name = 'runs';
  readonly required = false;
  readonly #options: RunQueueOptions;
  readonly #stopping = new AbortController();
  #pause = new AbortController();
  #working: Promise<void> = Promise.resolve();
  /** Newest first. */
  #runs: Run[] = [];

  constructor(options: RunQueueOptions) {
    this.#options = options;
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  async start(): Promise<void> {
    this.#working = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#options.etl.interrupt();
    this.#options.merger?.stop();
    await this.#working;
  }

  /** The same request that still waits is the same run. Undefined when too many wait. */
  ask(request: RunRequest): Run | undefined {
    const run = createRun(request);
    const waiting = this.#runs.filter(({ status }) => status === 'waiting');
    const same = waiting.find(other =>
      isDeepStrictEqual(intent(other), intent(run)),
    );
    if (same) {
      return same;
    }
    if (waiting.length >= maxWaiting) {
      return undefined;
    }
    this.#runs = [run, ...this.#runs].slice(0, remembered);
    this.#pause.abort();
    return run;
  }

  async #work(): Promise<void> {
    const { etl, intervalMs, merger } = this.#options;
    const { signal: stopping } = this.#stopping;
    let dueAt = Date.now();
    while (!stopping.aborted) {
      this.#pause = new AbortController();
      if (Date.now() >= dueAt) {
        dueAt = Date.now() + intervalMs;
        this.ask({ trigger: 'schedule', tables });
        this.#pause = new AbortController();
      }
      const next = this.#runs.findLast(({ status }) => status === 'waiting');
      if (next) {
        await etl.carryOut(next);
        void merger?.begin();
      } else {
        const signal = AbortSignal.any([stopping, this.#pause.signal]);
        await delay(Math.max(dueAt - Date.now(), 0), undefined, {
          signal,
        }).catch(() => {});
      }
    }
  }
}

function intent({ trigger, period, tables: asked }: Run) {
  return { trigger, period, tables: asked.map(({ table }) => table) };
}
