import { randomUUID } from 'node:crypto';
import { type Sql } from '../sql/Sql';
import { type QueryLimits } from '../types';
import { GRACE_MS } from './ConnectionPools';

/**
 * One run of one query.
 */
export class QueryCall {
  readonly queryId = randomUUID();
  readonly connection: string;
  /** Host and port. */
  readonly address: string;
  readonly query: Sql;
  readonly limits: QueryLimits;
  /** Aborts with the caller's signal, or when the server stays silent for too long. */
  readonly signal: AbortSignal;

  /** Whether the server began to answer. */
  hasAnswer = false;

  readonly #callerSignal: AbortSignal | undefined;
  readonly #deadline: AbortSignal;

  constructor(options: {
    connection: string;
    address: string;
    query: Sql;
    limits: QueryLimits;
    signal: AbortSignal | undefined;
  }) {
    this.connection = options.connection;
    this.address = options.address;
    this.query = options.query;
    this.limits = options.limits;
    this.#callerSignal = options.signal;
    this.#deadline = AbortSignal.timeout(
      Math.ceil(options.limits.executionTime) + GRACE_MS,
    );
    this.signal = AbortSignal.any(
      [options.signal, this.#deadline].filter(signal => signal !== undefined),
    );
  }

  /** Whether nobody waits for the answer any more. */
  get isCancelled(): boolean {
    return this.#callerSignal?.aborted ?? false;
  }

  /** Why nobody waits for it. */
  get cancelReason(): unknown {
    return this.#callerSignal?.reason;
  }

  get isOverdue(): boolean {
    return this.#deadline.aborted;
  }
}
