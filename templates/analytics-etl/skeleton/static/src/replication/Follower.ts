import { OtherWorks } from '../etl/Desk.ts';
import { messageOf } from '../etl/Etl.ts';
import type { Part } from '../part.ts';
import { followed, tables } from '../tables/index.ts';
import { Following, type FollowingOptions } from './Following.ts';
import { prepareSlot, readSlotLag } from './prepareSlot.ts';
import { Wake } from './Wake.ts';

export interface FollowerStatus {
  state: 'starting' | 'waiting' | 'following' | 'failed';
  slot: string;
  since: string;
  /** Why changes do not come through the slot, and what to do. */
  detail?: string;
  /** Size of the log that PostgreSQL keeps for the slot. */
  lagBytes?: number;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** For a process that may end at any time. */
const longestWaitMs = 5000;

/**
 * Copies rows as soon as their changes are committed, by what a replication slot
 * sends. It is confirmed there after ClickHouse has them. Whatever goes wrong
 * here, runs go on and lose nothing; they are only less fresh.
 */
export class Follower implements Part {
  readonly name = 'replication';
  readonly required = false;
  readonly #options: FollowingOptions;
  readonly #stopping = new AbortController();
  readonly #wake = new Wake();
  #status: Omit<FollowerStatus, 'lagBytes'>;
  /** When it was last not followed. */
  #lagBytes: number | undefined;
  #following: Following | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(options: FollowingOptions) {
    this.#options = options;
    this.#status = statusOf('starting', options.slot);
  }

  get status(): FollowerStatus {
    const lagBytes = this.#following?.lagBytes ?? this.#lagBytes;
    return { ...this.#status, ...(lagBytes !== undefined && { lagBytes }) };
  }

  async start(): Promise<void> {
    this.#working = this.#work();
  }

  async check(): Promise<void> {
    const { state, detail = state } = this.#status;
    if (state === 'failed') {
      throw new Error(detail);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The service stops'));
    this.#wake.now();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal: stopping } = this.#stopping;
    let pauseMs = firstPauseMs;
    while (!stopping.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (stopping.aborted) {
          return;
        }
        if (this.#status.state === 'following') {
          pauseMs = firstPauseMs;
        }
        const isWaiting = error instanceof OtherWorks;
        this.#say(isWaiting ? 'waiting' : 'failed', messageOf(error));
        await this.#lookFromOutside();
        if (stopping.aborted) {
          return;
        }
        await this.#wake.after(pauseMs);
        const longestMs = isWaiting ? longestWaitMs : longestPauseMs;
        pauseMs = Math.min(pauseMs * 2, longestMs);
      }
    }
  }

  async #follow(): Promise<void> {
    const { etl, source, slot, logger } = this.#options;
    const { signal } = this.#stopping;
    const { desk } = etl;
    desk.isKept = true;
    try {
      await desk.take(async () => {
        await etl.migrate();
        if (!(await desk.tools())) {
          throw new OtherWorks();
        }
      });
      await prepareSlot({
        ...source,
        slot,
        relations: relationsToFollow(),
        signal,
      });
      this.#following = await Following.open(this.#options, signal);
      this.#status = statusOf('following', slot);
      logger.info({ slot }, 'Changes come through the replication slot');
      await this.#following.run();
    } finally {
      this.#following?.close();
      this.#following = undefined;
      desk.isKept = false;
      // Gives the lock back.
      await desk.take(async () => {});
    }
  }

  /** The log grows while nobody reads it, which is when it has to be known. */
  async #lookFromOutside(): Promise<void> {
    const { source, slot, metrics } = this.#options;
    const { signal } = this.#stopping;
    this.#lagBytes = await readSlotLag({ ...source, slot, signal }).catch(
      // The server does not answer: what was known last is told.
      () => this.#lagBytes,
    );
    metrics.slot(this.#lagBytes ?? 0, false);
  }

  #say(state: 'waiting' | 'failed', detail: string): void {
    const { slot, logger } = this.#options;
    if (state === 'failed' && detail !== this.#status.detail) {
      logger.warn(
        `Changes do not come through the replication slot, rows are copied by runs alone: ${detail}`,
      );
    }
    this.#status = { ...statusOf(state, slot), detail };
  }
}

function statusOf(
  state: FollowerStatus['state'],
  slot: string,
): FollowerStatus {
  return { state, slot, since: new Date().toISOString() };
}

function relationsToFollow(): string[] {
  const relations = tables.flatMap(table =>
    followed(table).map(({ relation }) => relation),
  );
  return [...new Set(relations)];
}
