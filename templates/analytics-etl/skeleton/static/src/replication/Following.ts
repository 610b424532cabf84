import { OtherWorks, type Tools } from '../etl/Desk.ts';
import type { Etl } from '../etl/Etl.ts';
import type { EtlMetrics } from '../etl/EtlMetrics.ts';
import type { Streamed } from '../etl/Freshness.ts';
import type { Logger } from '../logger.ts';
import type { SlotPosition, SourceOptions } from '../source/SourceSession.ts';
import { followed, tables, type TableSpec } from '../tables/index.ts';
import type { Tracer } from '../tracing/index.ts';
import { Changes, type ChangeSet } from './Changes.ts';
import { copyChangeSet } from './copyChangeSet.ts';
import { PgOutput } from './PgOutput.ts';
import { SlotStream } from './SlotStream.ts';
import { Wake } from './Wake.ts';

export interface FollowingOptions {
  etl: Etl;
  source: SourceOptions;
  slot: string;
  /** From a copy of what changed to the next one. */
  flushMs: number;
  /** How many ids wait at most. */
  batchRows: number;
  /** Older rows that are gone are left to the comparison. */
  recentDays: number;
  tracer: Tracer;
  logger: Logger;
  metrics: EtlMetrics;
  /** Asks for a run soon. */
  askForRun(): void;
}

const idleReportMs = 5000;
/** Named in one statement. */
const mostIds = 20_000;

/** Copies what a slot sends for as long as it does, while this process holds the lock. */
export class Following {
  readonly #options: FollowingOptions;
  readonly #signal: AbortSignal;
  readonly #limit: number;
  readonly #changes = new Changes(tables);
  readonly #wake = new Wake();
  /** Tables whose source drifted, and when that was seen. */
  readonly #aside = new Map<TableSpec, number>();
  #stream: SlotStream | undefined;
  #position: SlotPosition | undefined;
  #reportedAt = 0;
  #joinTimer: NodeJS.Timeout | undefined;

  private constructor(options: FollowingOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#limit = Math.min(options.batchRows, mostIds);
  }

  static async open(
    options: FollowingOptions,
    signal: AbortSignal,
  ): Promise<Following> {
    const following = new Following(options, signal);
    try {
      following.#stream = await following.#open();
      const position = await options.etl.desk.take(() => following.#look());
      following.#join(position.now, tables);
    } catch (error) {
      following.close();
      throw error;
    }
    return following;
  }

  /** Size of the log that PostgreSQL keeps for the slot, when it was last asked. */
  get lagBytes(): number {
    return this.#position?.lagBytes ?? 0;
  }

  /** Until it is told to stop; fails when the stream does, or a copy. */
  async run(): Promise<void> {
    const wake = () => this.#wake.now();
    this.#signal.addEventListener('abort', wake);
    try {
      while (!this.#signal.aborted && this.#stream) {
        if (this.#changes.count < this.#limit && !this.#stream.failure) {
          await this.#wake.after(this.#options.flushMs);
        }
        if (this.#stream.failure) {
          throw this.#stream.failure;
        }
        await this.#flush(this.#stream);
      }
    } finally {
      this.#signal.removeEventListener('abort', wake);
    }
  }

  close(): void {
    clearTimeout(this.#joinTimer);
    this.#stream?.close();
  }

  async #open(): Promise<SlotStream> {
    const output = new PgOutput(columnsToRead());
    return await SlotStream.open({
      ...this.#options.source,
      slot: this.#options.slot,
      onMessage: (message, stream) => {
        const change = output.read(message);
        if (change) {
          this.#changes.add(change);
        }
        if (this.#changes.count >= this.#limit) {
          stream.pause();
          this.#wake.now();
        }
      },
      onEnd: () => this.#wake.now(),
    });
  }

  /** Freshness is told once a run has read up to the beginning of what is streamed. */
  #join(now: number, of: readonly TableSpec[]): void {
    const { etl, source, askForRun } = this.#options;
    etl.freshness.streamFrom(now, of);
    clearTimeout(this.#joinTimer);
    // A run does not read what is younger.
    this.#joinTimer = setTimeout(askForRun, source.settleMs + 100).unref();
  }

  async #flush(stream: SlotStream): Promise<void> {
    const { etl } = this.#options;
    const before = this.#position;
    const isReached = before !== undefined && stream.received >= before.lsn;
    const set = this.#changes.take();
    stream.resume();
    this.#noteTruncated(set);
    await etl.desk.take(async () => {
      const streamed = await copyChangeSet(set, {
        tools: await this.#tools(),
        tracer: this.#options.tracer,
        recentDays: this.#options.recentDays,
        signal: this.#signal,
        aside: new Set(this.#aside.keys()),
        onDrift: (table, drift) => this.#setAside(table, drift),
      });
      this.#count(streamed);
      if (isReached) {
        await this.#report(before, streamed);
      }
      await this.#look();
    });
    this.#takeBack();
    if (set.endLsn !== undefined) {
      stream.confirm(set.endLsn);
    }
    if (this.#changes.isEmpty) {
      stream.confirm(stream.received);
    }
  }

  #count(streamed: ReadonlyMap<string, Streamed>): void {
    const { etl, metrics } = this.#options;
    for (const [table, progress] of streamed) {
      metrics.streamed(table, progress);
      // The next run computes roll-ups.
      etl.fallBehind();
    }
  }

  /** All that was committed when the server was there has been copied. */
  async #report(
    { now }: SlotPosition,
    streamed: ReadonlyMap<string, Streamed>,
  ): Promise<void> {
    const { etl, source } = this.#options;
    if (streamed.size > 0 || Date.now() - this.#reportedAt > idleReportMs) {
      this.#reportedAt = Date.now();
      await etl.freshness.afterStream(now - source.settleMs, streamed);
    }
  }

  async #look(): Promise<SlotPosition> {
    const { slot, metrics } = this.#options;
    const { source } = await this.#tools();
    this.#position = await source.slotPosition(slot);
    metrics.slot(this.#position.lagBytes, true);
    return this.#position;
  }

  async #tools(): Promise<Tools> {
    const tools = await this.#options.etl.desk.tools();
    if (!tools) {
      throw new OtherWorks();
    }
    return tools;
  }

  #noteTruncated({ truncated }: ChangeSet): void {
    const { etl, logger, askForRun } = this.#options;
    if (truncated.size > 0) {
      const names = [...truncated].join(', ');
      logger.warn(`Truncated in the source: ${names}; both sides are compared`);
      tables
        .filter(table =>
          followed(table).some(({ relation }) => truncated.has(relation)),
        )
        .forEach(table => etl.compareSoon(table));
      askForRun();
    }
  }

  /** The stream goes on without the table; runs say what is wrong with it. */
  #setAside(table: TableSpec, drift: Error): void {
    const { etl, logger, askForRun } = this.#options;
    logger.warn(`${table.name} is left to the runs: ${drift.message}`);
    this.#aside.set(table, this.#position?.now ?? Infinity);
    etl.freshness.streamNot([table]);
    askForRun();
  }

  /** Tables that a run has read since. */
  #takeBack(): void {
    const { freshness } = this.#options.etl;
    for (const [table, at] of this.#aside) {
      if (this.#position && freshness.readUpTo(table) > at) {
        this.#aside.delete(table);
        this.#join(this.#position.now, [table]);
      }
    }
  }
}

/** Of each relation the columns whose values lead to rows. */
function columnsToRead(): Map<string, Set<string>> {
  const columns = new Map<string, Set<string>>();
  for (const { relation, key } of tables.flatMap(followed)) {
    const known = columns.get(relation) ?? new Set();
    columns.set(relation, known.add(key.column));
  }
  return columns;
}
