import type { ClickHouse } from '../clickhouse/ClickHouse.ts';
import { SourceSession, type SourceOptions } from '../source/SourceSession.ts';
import type { Tracer } from '../tracing/index.ts';
import { Comparison } from './Comparison.ts';
import { Copier } from './Copier.ts';
import type { State } from './State.ts';

export interface DeskOptions {
  source: SourceOptions;
  clickhouse: ClickHouse;
  tracer: Tracer;
  state: State;
}

/** What whoever copies works with. */
export interface Tools {
  source: SourceSession;
  copier: Copier;
  comparison: Comparison;
}

/** This process may not write. */
export class OtherWorks extends Error {
  constructor() {
    super('Another process is copying');
    this.name = 'OtherWorks';
  }
}

/**
 * Where one works at a time: of all processes the one that holds the lock in
 * PostgreSQL, and within it whoever's turn it is.
 */
export class Desk {
  readonly #options: DeskOptions;
  #tools: Tools | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** The lock is held between turns as well. */
  isKept = false;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Works when those who came before are done. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      try {
        return await work();
      } finally {
        if (!this.isKept || this.#tools?.source.isBroken) {
          await this.#clear();
        }
      }
    });
    this.#turn = turn.catch(() => {});
    return await turn;
  }

  /** To be asked for in a turn. Undefined where another process works. */
  async tools(): Promise<Tools | undefined> {
    if (this.#tools && !this.#tools.source.isBroken) {
      return this.#tools;
    }
    // After a failure of our own the server may not know yet that the lock is free.
    const isOurs = this.#tools !== undefined;
    await this.#clear();
    const { source: sourceOptions, clickhouse, tracer, state } = this.#options;
    const source = await SourceSession.open(sourceOptions);
    try {
      if (isOurs) {
        await source.lock();
      } else if (!(await source.tryLock())) {
        await source.close();
        return undefined;
      }
      await state.takeEpoch();
    } catch (error) {
      await source.close();
      throw error;
    }
    const copier = new Copier({ source, clickhouse, state, tracer });
    const comparison = new Comparison({ source, clickhouse, state, copier });
    this.#tools = { source, copier, comparison };
    return this.#tools;
  }

  async #clear(): Promise<void> {
    const tools = this.#tools;
    this.#tools = undefined;
    await tools?.source.close();
  }
}
