import { toError } from '@backstage/errors';

/** Whether spans name a region; where that could not be told, why. */
export type Heard = { isHeard: boolean; unknown?: string };

/** How long it counts that no span named a region. */
const SILENT_MS = 60_000;

/**
 * Remembers which regions spans named, so that the store of traces is not asked for
 * an hour of spans in every look. What a process does not know, it asks.
 */
export class HeardRegions {
  readonly #now: () => number;
  /** From when on spans were read of which one named it: the latest of these times. */
  readonly #named = new Map<string, number>();
  /** Since when no span did, and when that was asked. */
  readonly #silent = new Map<string, { since: number; asked: number }>();

  /** @param now - milliseconds by a clock that nobody sets */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Keeps that a span of that time or a later one names a region. */
  keep(region: string, from: number): void {
    this.#named.set(region, Math.max(from, this.#named.get(region) ?? from));
  }

  /**
   * Whether spans since some time name a region.
   *
   * @param ask - asks the store for that; where it fails, the region counts as heard
   */
  async isHeard(
    { region, since }: { region: string; since: number },
    ask: () => Promise<boolean>,
  ): Promise<Heard> {
    if ((this.#named.get(region) ?? -Infinity) >= since) {
      return { isHeard: true };
    }
    const silent = this.#silent.get(region);
    if (
      silent &&
      silent.since <= since &&
      this.#now() - silent.asked < SILENT_MS
    ) {
      return { isHeard: false };
    }
    try {
      const isHeard = await ask();
      if (isHeard) {
        this.keep(region, since);
      } else {
        this.#silent.set(region, { since, asked: this.#now() });
      }
      return { isHeard };
    } catch (error) {
      // Its own spans alone say too little at worst, those of others what is not so.
      return {
        isHeard: true,
        unknown: `whether spans name ${region} could not be told: ${
          toError(error).message
        }`,
      };
    }
  }
}
