import { setTimeout as delay } from 'node:timers/promises';

export interface RetryOptions {
  attempts: number;
  /** The longest pause after the first attempt; it doubles with each one. */
  baseDelayMs: number;
  isRetryable(error: unknown): boolean;
}

/** Tries again after a random pause, so that callers that failed together do not come back together. */
export async function retry<T>(
  { attempts, baseDelayMs, isRetryable }: RetryOptions,
  fn: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fn(attempt);
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) {
        throw error;
      }
      await delay(Math.random() * baseDelayMs * 2 ** (attempt - 1));
    }
  }
}
