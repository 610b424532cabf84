import { type Run } from '../runs/types';
import { type ReadCallers } from './CallersReader';
import { type Callers } from './watchedOf';
import { BEFORE_MS } from './windows';

/** Who calls whom changes seldom, and a run is looked at every few seconds. */
const FRESH_MS = 15_000;

export type RunCallersOptions = { readCallers: ReadCallers; now(): number };

/** Who called whom since shortly before a run, as far as that is known now. */
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
    const { readCallers, now } = this.#options;
    const at = now();
    this.#forget(at);
    const known = this.#known.get(id);
    if (known) {
      return known.callers;
    }
    const from = startedAt.getTime() - BEFORE_MS;
    const callers = await readCallers(
      { from, to: Math.max(at, from + 1) },
      signal,
    );
    this.#known.set(id, { at, callers });
    return callers;
  }

  #forget(now: number): void {
    for (const [id, { at }] of this.#known) {
      if (Math.abs(now - at) > FRESH_MS) {
        this.#known.delete(id);
      }
    }
  }
}
