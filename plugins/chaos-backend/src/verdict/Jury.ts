import { toError } from '@backstage/errors';
import { type ChaosCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { type Components } from '../components/Components';
import { type ChaosSettings } from '../config';
import { isActive, type Run } from '../runs/types';
import { type RunStore } from '../runs/RunStore';
import { type ReadCallers } from './CallersReader';
import { addCalls } from './addCalls';
import { type ReadCalls } from './CallsReader';
import { describeScope } from './describeScope';
import { hasFallen } from './effects';
import { judge } from './judge';
import { type Seen } from './numbers';
import { type PodsHit } from './podEffects';
import { BEFORE_MS, heardSince, LATE_SPANS_MS } from './windows';
import { type RunCallers } from './RunCallers';
import { NO_TRAFFIC, type ReadTraffic, type Window } from './TrafficReader';
import { type Watched } from './Watched';
import { watchedOf, type Callers, type WatchedService } from './watchedOf';

const MINUTE_MS = 60_000;
/** How long traces and clusters that cannot be asked are asked again. */
const PATIENCE_MS = 10 * MINUTE_MS;
/** Fewer requests than these do not halt a run. */
const ENOUGH_TO_HALT = 20;

export type JuryOptions = {
  store: Pick<RunStore, 'unjudged' | 'judge'>;
  readTraffic: ReadTraffic;
  readCallers: ReadCallers;
  readCalls: ReadCalls;
  /** The same while a run is on. */
  callers: RunCallers;
  /** What the steady-state checks of a run say. */
  judgeChecks(run: Run): Promise<ChaosCheck[]>;
  /** What was seen of all that a run is judged by, while it was on and after it. */
  readSeen(run: Run): Promise<Seen[]>;
  /** What was seen of the pods of a run; throws where that cannot be told yet. */
  readPods(run: Run): Promise<PodsHit>;
  settings: Pick<ChaosSettings, 'steadyState' | 'haltErrorRate' | 'afterMs'>;
  /** A verdict was kept. */
  onChange(): void;
  now(): number;
};

/** What one look at runs goes by. */
export type Look = {
  /** Asks the catalog, at most once in a look. */
  readComponents(): Promise<Components>;
  signal?: AbortSignal | undefined;
};

/** Watches what runs do to services, during them and when they are over. */
export class Jury {
  readonly #options: JuryOptions;

  constructor(options: JuryOptions) {
    this.#options = options;
  }

  /** Why a run that is on should be halted; undefined where it may go on. */
  async whyHalt(
    run: Run,
    { readComponents, signal }: Look,
  ): Promise<string | undefined> {
    const { readTraffic, callers, settings, now } = this.#options;
    if (!run.injectedAt || !isActive(run)) {
      return undefined;
    }
    const to = now();
    const from = Math.max(to - MINUTE_MS, run.injectedAt.getTime());
    // As far as the sources answer: what fails is halted, with or without the others.
    const traffic = await readTraffic(
      {
        windows: [{ from, to }],
        region: run.region,
        since: heardSince(run.startedAt.getTime()),
      },
      signal,
    );
    for (const { service } of watchedOf(
      run,
      await readComponents(),
      await callers.of(run, signal),
    )) {
      const { scope, windows = [] } = traffic.services.get(service) ?? {};
      const [{ requests, errors } = NO_TRAFFIC] = windows;
      const rate = errors / requests;
      if (requests >= ENOUGH_TO_HALT && rate > settings.haltErrorRate) {
        return `${service} fails ${(rate * 100).toFixed(
          0,
        )} % of its requests ${describeScope(scope, run.region)}, more than ${
          settings.haltErrorRate * 100
        } %`;
      }
    }
    return undefined;
  }

  /**
   * Judges the runs that are over for long enough. One that cannot be judged keeps
   * no other from being: the first error is thrown when all had their turn.
   */
  async judgeEnded(look: Look): Promise<void> {
    const { store, settings, onChange, now } = this.#options;
    const ended = new Date(now() - settings.afterMs - LATE_SPANS_MS);
    let first: Error | undefined;
    for (const run of await store.unjudged(ended)) {
      try {
        await this.#judgeOrGiveUp(run, look);
        onChange();
      } catch (error) {
        first ??= toError(error);
      }
    }
    if (first) {
      throw first;
    }
  }

  async #judgeOrGiveUp(run: Run, look: Look): Promise<void> {
    try {
      await this.#judge(run, look);
    } catch (error) {
      await this.#giveUp(run, toError(error));
    }
  }

  /** Says that nothing can be said, once it was tried for long enough. */
  async #giveUp(run: Run, error: Error): Promise<void> {
    const { store, judgeChecks, readSeen, settings, now } = this.#options;
    const ended = run.endedAt ?? run.startedAt;
    if (now() - ended.getTime() < PATIENCE_MS) {
      throw error;
    }
    await store.judge(
      run,
      judge({
        run,
        watched: [],
        checks: await judgeChecks(run),
        seen: await readSeen(run),
        limits: settings.steadyState,
        cutShort: `What it is judged by could not be read: ${error.message}`,
        at: new Date(now()),
      }),
    );
  }

  async #judge(run: Run, look: Look): Promise<void> {
    const { store, judgeChecks, readSeen, readPods } = this.#options;
    const { settings, now } = this.#options;
    const watched = await this.#watch(run, look);
    const cut = cutShort(run);
    const needsPods = run.kind === 'PodChaos' && !cut.cutShort;
    await store.judge(
      run,
      judge({
        run,
        watched,
        checks: await judgeChecks(run),
        seen: await readSeen(run),
        limits: settings.steadyState,
        ...(needsPods ? { pods: await readPods(run) } : {}),
        ...cut,
        at: new Date(now()),
      }),
    );
  }

  /** What the services of a run answered, and what was seen of their calls. */
  async #watch(run: Run, { readComponents, signal }: Look): Promise<Watched[]> {
    const { readTraffic, readCalls, settings } = this.#options;
    const windows = windowsOf(run, settings.afterMs);
    const [early, late, { to }] = windows;
    const callers = await this.#readCallers({ from: early.from, to }, signal);
    const { region } = run;
    const since = heardSince(run.startedAt.getTime());
    const { services: found, ...reading } = await readTraffic(
      { windows, region, since },
      signal,
    );
    const unknown = [
      ...reading.failed,
      ...(reading.unheard === undefined ? [] : [reading.unheard]),
    ];
    if (unknown.length > 0) {
      throw new Error(`Not all requests are known: ${unknown.join('; ')}`);
    }
    const components = await readComponents();
    const services = watchedOf(run, components, callers);
    const hit = services.filter(({ role }) => role === 'target');
    const watched = services.map((entry): Watched => {
      const { scope, windows: seen = [] } = found.get(entry.service) ?? {};
      const [before = NO_TRAFFIC, during = NO_TRAFFIC, after = NO_TRAFFIC] =
        seen;
      const traffic = { before, during, after };
      return {
        ...entry,
        ...traffic,
        ...(scope ? { scope } : {}),
        hasFallen: hasFallen(traffic, [early, late]),
        isBehindHit: isBehindHit(entry, hit, { components, callers }),
      };
    });
    return addCalls(watched, {
      ...{ callers, readCalls, region, signal },
      windows: [early, late],
    });
  }

  /** All of them: one that nobody knows of cannot have held. */
  async #readCallers(window: Window, signal?: AbortSignal): Promise<Callers> {
    const { callers, failed } = await this.#options.readCallers(window, signal);
    if (failed.length > 0) {
      throw new Error(`Not all callers are known: ${failed.join('; ')}`);
    }
    return callers;
  }
}

/** Whether what fails in a service fails in another one that was hit, too. */
function isBehindHit(
  { service, entity }: WatchedService,
  hit: readonly WatchedService[],
  known: { components: Components; callers: Callers },
): boolean {
  const dependents = (entity && known.components.get(entity)?.dependents) || [];
  const callers = known.callers.get(service) ?? [];
  return hit.some(
    other =>
      other.service !== service &&
      (callers.includes(other.service) ||
        (other.entity !== undefined && dependents.includes(other.entity))),
  );
}

/** Why what came after it says nothing. */
function cutShort({ state, haltReason, isUnheard, targets }: Run): {
  cutShort?: string;
} {
  if (state === 'not-recovered') {
    return {
      cutShort:
        'It did not recover: its faults may have been on in the time after it',
    };
  }
  if (isUnheard) {
    return {
      cutShort:
        'Its cluster did not answer when it should have recovered: until when its faults were on is not known',
    };
  }
  if (haltReason !== undefined) {
    return { cutShort: `It was halted: ${haltReason}` };
  }
  const spared = new Set(targets.filter(wasSpared).map(({ name }) => name));
  return spared.size > 0
    ? {
        cutShort: `Its fault never came on in ${[...spared].join(
          ', ',
        )}: what the platform does then is not known`,
      }
    : {};
}

/** Whether all that was tried with it failed; where nothing was tried, nothing is known. */
function wasSpared({ phase, events = [] }: Run['targets'][number]): boolean {
  return (
    phase === 'not-injected' &&
    events.length > 0 &&
    events.every(({ operation, ok }) => operation === 'apply' && !ok)
  );
}

/** Before, during and after; what acts at once is looked at for a while. */
function windowsOf(run: Run, afterMs: number): [Window, Window, Window] {
  const start = run.startedAt.getTime();
  const on = (run.injectedAt ?? run.startedAt).getTime();
  const over = (run.endedAt ?? run.startedAt).getTime();
  const off = run.kind === 'PodChaos' ? Math.max(over, on + afterMs / 2) : over;
  return [
    { from: start - BEFORE_MS, to: start },
    { from: on, to: Math.max(off, on + 1) },
    { from: off, to: over + afterMs },
  ];
}
