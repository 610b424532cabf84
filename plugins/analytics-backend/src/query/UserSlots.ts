import { CustomErrorBase, toError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';

const TOO_MANY_REQUESTS = 429;

/** Somebody asks more at once than they may. */
export class TooManyQueriesError extends CustomErrorBase {
  name = 'TooManyQueriesError' as const;
  readonly statusCode = TOO_MANY_REQUESTS;
}

type Line = { running: number; waiting: (() => void)[] };

/** Lets each person run a few queries at once; more of them wait in line. */
export class UserSlots {
  readonly #concurrency: number;
  readonly #waiting: number;
  readonly #lines = new Map<string, Line>();

  constructor(options: { concurrency: number; waiting: number }) {
    this.#concurrency = options.concurrency;
    this.#waiting = options.waiting;
  }

  /**
   * @throws TooManyQueriesError when too many wait already
   * @throws the reason of the signal, when it aborts in line
   */
  async run<T>(
    user: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const line = this.#lines.get(user) ?? { running: 0, waiting: [] };
    this.#lines.set(user, line);
    if (line.running >= this.#concurrency) {
      await this.#wait(line, signal);
    } else {
      line.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) {
        next();
      } else {
        line.running -= 1;
        if (line.running === 0) {
          this.#lines.delete(user);
        }
      }
    }
  }

  // Whoever ends hands on the place, so it is never counted twice.
  async #wait(line: Line, signal: AbortSignal | undefined): Promise<void> {
    if (line.waiting.length >= this.#waiting) {
      throw new TooManyQueriesError(
        `You run ${this.#concurrency} queries and ${
          this.#waiting
        } more of yours wait: close dashboards that you do not look at, and try again`,
      );
    }
    signal?.throwIfAborted();
    const turn = createDeferred();
    const enter = () => turn.resolve();
    const leave = () => {
      line.waiting.splice(line.waiting.indexOf(enter), 1);
      turn.reject(toError(signal?.reason));
    };
    line.waiting.push(enter);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await turn;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }
}
