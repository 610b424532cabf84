/** The other system failed too often; it is not asked for a while. */
export class CircuitOpenError extends Error {
  readonly retryAfterMs: number;

  constructor(name: string, retryAfterMs: number) {
    super(`${name} failed repeatedly and is not asked for ${retryAfterMs} ms`);
    this.name = 'CircuitOpenError';
    this.retryAfterMs = retryAfterMs;
  }
}

export interface CircuitBreakerOptions {
  name: string;
  /** So many failures in a row open it. */
  failureThreshold: number;
  openMs: number;
  isFailure(error: unknown): boolean;
  now?: () => number;
}

/**
 * Spares a system that is down, and the callers the wait for it. When the
 * pause is over one call goes through: its outcome closes or opens the circuit.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #now: () => number;
  #failures = 0;
  #openUntil = 0;
  #probing = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  async run<T>(fn: () => Promise<T>): Promise<T> {
    const { name, failureThreshold, openMs, isFailure } = this.#options;
    const open = this.#failures >= failureThreshold;
    const waitMs = this.#openUntil - this.#now();
    if (open && (waitMs > 0 || this.#probing)) {
      throw new CircuitOpenError(name, Math.max(waitMs, 0));
    }
    this.#probing = open;
    try {
      const result = await fn();
      this.#failures = 0;
      return result;
    } catch (error) {
      if (isFailure(error)) {
        this.#failures += 1;
        this.#openUntil = this.#now() + openMs;
      } else {
        this.#failures = 0;
      }
      throw error;
    } finally {
      this.#probing = false;
    }
  }
}
