import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type ReadCallers,
  type ReadingOfCallers,
} from '../verdict/CallersReader';
import { type Callers } from '../verdict/watchedOf';

/** Who calls whom changes seldom, and a dry run is made at every change of a text. */
const FRESH_MS = 15_000;
/** How far back is looked: those who call at all do so within that. */
const WINDOW_MS = 60 * 60_000;
/** Who starts something in a hurry does not wait for longer. */
const TIMEOUT_MS = 3_000;

export type SeenCallersOptions = {
  readCallers: ReadCallers;
  logger: Pick<LoggerService, 'warn'>;
  now(): number;
};

/**
 * Who called whom within the last hour. Where that cannot be read, or not from all
 * sources, it is what is known of before beside what was read, and says why.
 */
export class SeenCallers {
  readonly #options: SeenCallersOptions;
  #last: Callers = new Map();
  #reading: { at: number; result: Promise<ReadingOfCallers> } | undefined;

  constructor(options: SeenCallersOptions) {
    this.#options = options;
  }

  async read(): Promise<ReadingOfCallers> {
    const at = this.#options.now();
    if (!this.#reading || Math.abs(at - this.#reading.at) > FRESH_MS) {
      this.#reading = { at, result: this.#ask(at) };
    }
    return this.#reading.result;
  }

  async #ask(at: number): Promise<ReadingOfCallers> {
    const { callers, failed } = await this.#tryToAsk(at);
    // What a source that is away knew still calls.
    this.#last = failed.length > 0 ? united(this.#last, callers) : callers;
    return { callers: this.#last, failed };
  }

  async #tryToAsk(at: number): Promise<ReadingOfCallers> {
    const { readCallers, logger } = this.#options;
    try {
      return await readCallers(
        { from: at - WINDOW_MS, to: at },
        AbortSignal.timeout(TIMEOUT_MS),
      );
    } catch (cause) {
      const { name, message } = toError(cause);
      const reason =
        name === 'TimeoutError' || name === 'AbortError'
          ? `no answer within ${TIMEOUT_MS / 1000} s`
          : message;
      logger.warn('Who calls whom could not be read from the traces', {
        reason,
      });
      return { callers: new Map(), failed: [`Traces: ${reason}`] };
    }
  }
}

function united(one: Callers, other: Callers): Callers {
  return new Map(
    [...new Set([...one.keys(), ...other.keys()])].map(callee => [
      callee,
      [...new Set([...(one.get(callee) ?? []), ...(other.get(callee) ?? [])])],
    ]),
  );
}
