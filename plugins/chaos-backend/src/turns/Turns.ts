import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';

const TURNS = 'chaos_turns';
type TurnRow = { task: string; holder: string; until: Date };

/** Longer than the time between two looks, and short enough to wait for. */
const KEEP_SECONDS = 10;
const RENEW_MS = 3_000;
/** Nobody is given a turn for so long, however late the other's claim is seen. */
const NEVER_SECONDS = 3 * KEEP_SECONDS;

export type TurnsOptions = {
  knex: Knex;
  logger: Pick<LoggerService, 'warn'>;
};

/**
 * Lets one replica at a time look after something, and the next one within seconds
 * of its end, however it came: Backstage's scheduler waits for one that was killed in
 * the middle of a task for up to two minutes. The clock is that of the database.
 * Who was away for longer than its turn may work beside the next one for a moment.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #holder = randomUUID();
  #isOver = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * Works if it is the turn of this replica, which keeps it from one time to the next
   * as long as it comes back for it. It gives up a turn in which the work failed, and
   * no longer keeps one whose work goes on after its signal was aborted.
   */
  async take(
    task: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    if (this.#isOver || !(await this.#claim(task))) {
      return;
    }
    const renewal = setInterval(() => {
      if (!signal.aborted && !this.#isOver) {
        this.#claim(task).catch(error =>
          this.#warn(`The turn of ${task} was not kept`, error),
        );
      }
    }, RENEW_MS);
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted && !this.#isOver) {
        await this.#release({ task }).catch(failure =>
          // Why the work failed is more worth than this, and is what is thrown.
          this.#warn(`The turn of ${task} was not given up`, failure),
        );
      }
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  /** Gives up all turns, for this replica stops. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#release();
  }

  /** Whether it is the turn of this replica, for some seconds from now on. */
  async #claim(task: string): Promise<boolean> {
    const { knex } = this.#options;
    const inSeconds = (seconds: number) =>
      knex.raw(`now() + interval '1 second' * ?`, [seconds]);
    const claimed = await knex<TurnRow>(TURNS)
      .insert({ task, holder: this.#holder, until: inSeconds(KEEP_SECONDS) })
      .onConflict('task')
      .merge(['holder', 'until'])
      .where(`${TURNS}.holder`, this.#holder)
      .orWhere(`${TURNS}.until`, '<', knex.fn.now())
      // The clock of the database was set back: its holder may be long dead.
      .orWhere(`${TURNS}.until`, '>', inSeconds(NEVER_SECONDS))
      .returning('task');
    return claimed.length > 0;
  }

  /** Another replica need not wait until the turn is over by itself. */
  async #release(which: { task?: string } = {}): Promise<void> {
    await this.#options
      .knex<TurnRow>(TURNS)
      .where({ holder: this.#holder, ...which })
      .delete();
  }

  #warn(message: string, error: unknown): void {
    this.#options.logger.warn(message, toError(error));
  }
}
