import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type Run } from '../runs/types';
import { type ReadCallers } from './CallersReader';
import { type Window } from './TrafficReader';
import { type Callers } from './watchedOf';
import { BEFORE_MS } from './windows';

/** Who calls whom changes seldom, and a run is looked at every few seconds. */
const FRESH_MS = 15_000;
/** How far back is looked: those who call at all do so within that. */
const WINDOW_MS = 60 * 60_000;
/** What nobody asked about for so long is forgotten. */
const FORGET_MS = 10 * 60_000;

export type RunCallersOptions = {
  readCallers: ReadCallers;
  logger: Pick<LoggerService, 'warn'>;
  now(): number;
};

/**
 * Who called whom since shortly before a run, as far as that is known now. Where
 * it cannot be read it is what was known last: what is hit, and its callers by the
 * catalog, have to be looked at all the same.
 */
export class RunCallers {
  readonly #options: RunCallersOptions;
  readonly #known = new Map<string, { at: number; callers: Callers }>();

  constructor(options: RunCallersOptions) {
    this.#options = options;
  }

  async of(
    { id, startedAt }: Pick<Run, 'id' | 'startedAt'>,
    signal?: AbortSignal,
  ): Promise<Callers> {
    const { now } = this.#options;
    const at = now();
    this.#forget(at);
    const known = this.#known.get(id);
    if (known && Math.abs(at - known.at) <= FRESH_MS) {
      return known.callers;
    }
    const from = Math.max(startedAt.getTime() - BEFORE_MS, at - WINDOW_MS);
    const callers =
      (await this.#tryToRead(
        id,
        { from, to: Math.max(at, from + 1) },
        signal,
      )) ??
      known?.callers ??
      new Map<string, string[]>();
    this.#known.set(id, { at, callers });
    return callers;
  }

  async #tryToRead(
    id: string,
    window: Window,
    signal?: AbortSignal,
  ): Promise<Callers | undefined> {
    const { readCallers, logger } = this.#options;
    try {
      const { callers, failed } = await readCallers(window, signal);
      if (failed.length > 0) {
        logger.warn(
          `Not all who call the services of run ${id} are known: ${failed.join(
            '; ',
          )}`,
        );
      }
      return callers;
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      logger.warn(
        `Who calls the services of run ${id} could not be read; only those known before and those in the catalog are looked at`,
        toError(error),
      );
      return undefined;
    }
  }

  #forget(now: number): void {
    for (const [id, { at }] of this.#known) {
      if (Math.abs(now - at) > FORGET_MS) {
        this.#known.delete(id);
      }
    }
  }
}
