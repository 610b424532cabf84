import { Block } from './columns/Block';
import { SignalDecoder } from './decode/SignalDecoder';
import { TooManyDaysError, Verdict } from './decode/Verdict';

/** The rows could not be stored, or not in time: answered with 503, the client tries again. */
export class NotStoredError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotStoredError';
  }
}

export type BatchQueueOptions = {
  createDecoder: () => SignalDecoder;
  /** Stores blocks, and resolves only when they are stored. */
  insert: (blocks: Block[]) => Promise<void>;
  /** A batch goes when it has so many rows, … */
  maxRows: number;
  /** … or so many bytes, … */
  maxBytes: number;
  /** … or when the last one went so long ago. */
  intervalMs: number;
  /** How many inserts may be under way at once. */
  maxInserts: number;
};

type Waiting = {
  resolve: (verdict: Verdict) => void;
  reject: (error: unknown) => void;
};

type Queued = Waiting & { body: Buffer; signal: AbortSignal };

type Batch = {
  decoder: SignalDecoder;
  waiting: (Waiting & { verdict: Verdict })[];
  /** It takes no more rows and goes as soon as an insert may begin. */
  due: boolean;
  timer: NodeJS.Timeout | undefined;
};

/**
 * Collects the rows of many requests into one insert, and answers each request
 * when the insert that holds its rows is done: what is acknowledged is stored.
 * Bodies wait undecoded while all batches are on their way, so that memory is
 * bounded by what is let in.
 */
export class BatchQueue {
  readonly #options: BatchQueueOptions;
  readonly #queue: Queued[] = [];
  readonly #idle: SignalDecoder[];
  #filling: Batch | undefined;
  #inserts = 0;
  #lastInsertAt = 0;
  #closed: (() => void) | undefined;

  constructor(options: BatchQueueOptions) {
    this.#options = options;
    this.#idle = Array.from({ length: options.maxInserts + 1 }, () =>
      options.createDecoder(),
    );
  }

  /** Resolves when the rows of the request are stored. An aborted signal takes it out of the queue. */
  async submit(body: Buffer, signal: AbortSignal): Promise<Verdict> {
    return await new Promise((resolve, reject) => {
      this.#queue.push({ body, signal, resolve, reject });
      this.#pump();
    });
  }

  /** Stores what is here, at once, and resolves when all is answered. */
  async close(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#closed = resolve;
      this.#pump();
      this.#expedite();
    });
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      this.#filling ??= this.#beginBatch();
      const batch = this.#filling;
      if (!batch || batch.due) {
        return;
      }
      const next = this.#queue[0];
      if (next.signal.aborted) {
        this.#queue.shift();
        next.reject(new NotStoredError('it waited too long'));
      } else if (this.#append(batch, next)) {
        this.#queue.shift();
      }
      if (this.#isFull(batch)) {
        this.#makeDue(batch);
        // The bodies that wait have the next turn of the loop, after the sockets.
        setImmediate(() => this.#pump());
        return;
      }
    }
  }

  #beginBatch(): Batch | undefined {
    const decoder = this.#idle.pop();
    return decoder && { decoder, waiting: [], due: false, timer: undefined };
  }

  /** Answers whether the request is off the queue: in the batch, or refused. */
  #append(batch: Batch, { body, resolve, reject }: Queued): boolean {
    const { decoder } = batch;
    const rowsBefore = decoder.rows;
    let verdict: Verdict;
    try {
      verdict = decoder.append(body);
    } catch (error) {
      if (error instanceof TooManyDaysError) {
        this.#makeDue(batch);
        return false;
      }
      reject(error);
      return true;
    }
    if (decoder.rows === rowsBefore) {
      resolve(verdict);
      return true;
    }
    batch.waiting.push({ resolve, reject, verdict });
    batch.timer ??= setTimeout(
      () => this.#makeDue(batch),
      Math.max(
        0,
        this.#lastInsertAt + this.#options.intervalMs - performance.now(),
      ),
    );
    if (this.#closed) {
      this.#makeDue(batch);
    }
    return true;
  }

  #isFull({ decoder, due }: Batch): boolean {
    return (
      due ||
      decoder.rows >= this.#options.maxRows ||
      decoder.byteLength >= this.#options.maxBytes
    );
  }

  #makeDue(batch: Batch): void {
    clearTimeout(batch.timer);
    batch.due = true;
    this.#expedite();
  }

  /** Sends the batch that is due, if an insert may begin; when closing, any. */
  #expedite(): void {
    const batch = this.#filling;
    if (
      batch &&
      batch.waiting.length > 0 &&
      (batch.due || this.#closed) &&
      this.#inserts < this.#options.maxInserts
    ) {
      clearTimeout(batch.timer);
      this.#filling = undefined;
      this.#inserts += 1;
      this.#lastInsertAt = performance.now();
      void this.#insert(batch);
    }
    if (
      this.#closed &&
      this.#inserts === 0 &&
      this.#queue.length === 0 &&
      !this.#filling?.waiting.length
    ) {
      this.#closed();
    }
  }

  async #insert({ decoder, waiting }: Batch): Promise<void> {
    const { insert } = this.#options;
    try {
      await insert(decoder.blocks.filter(block => block.rows > 0));
      for (const { resolve, verdict } of waiting) {
        resolve(verdict);
      }
    } catch {
      for (const { reject } of waiting) {
        reject(new NotStoredError('ClickHouse did not take it'));
      }
    }
    decoder.clear();
    this.#idle.push(decoder);
    this.#inserts -= 1;
    this.#expedite();
    this.#pump();
    this.#expedite();
  }
}
