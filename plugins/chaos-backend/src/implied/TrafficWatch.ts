import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type Components } from '../components/Components';
import { type SteadyState } from '../config';
import { type RunStore } from '../runs/RunStore';
import { isOn, type Run } from '../runs/types';
import { type RunCallers } from '../verdict/RunCallers';
import {
  NO_TRAFFIC,
  type ReadTraffic,
  type Window,
} from '../verdict/TrafficReader';
import { watchedOf, type WatchedService } from '../verdict/watchedOf';
import { BEFORE_MS, heardSince } from '../verdict/windows';
import { measure, type TrafficSample } from './measures';
import { type TrafficStore } from './TrafficStore';

/** What counts while a fault is on. */
const DURING_MS = 60_000;
const KEEP_MS = 30 * 24 * 60 * 60_000;

export type TrafficWatchOptions = {
  traffic: TrafficStore;
  store: Pick<RunStore, 'watched'>;
  readTraffic: ReadTraffic;
  callers: RunCallers;
  readComponents(): Promise<Components>;
  limits: SteadyState;
  /** How long what is over is looked at. */
  afterMs: number;
  logger: Pick<LoggerService, 'warn'>;
  onChange(): void;
  now(): number;
};

/**
 * Keeps what the services are like that a run will be judged by, so that who
 * looks on sees how near they are to their limits. It decides nothing.
 */
export class TrafficWatch {
  readonly #options: TrafficWatchOptions;

  constructor(options: TrafficWatchOptions) {
    this.#options = options;
  }

  async look(signal: AbortSignal): Promise<void> {
    const { store, traffic, afterMs, readComponents } = this.#options;
    const { onChange, now } = this.#options;
    const time = now();
    await traffic.forget(new Date(time - KEEP_MS));
    const runs = (await store.watched(new Date(time - afterMs))).filter(
      // A fault that is being taken back is neither on nor off.
      run => run.endedAt !== undefined || isOn(run),
    );
    if (runs.length === 0) {
      return;
    }
    const components = await readComponents();
    const looks = runs.map(async run =>
      this.#tryToLook(run, components, signal),
    );
    if ((await Promise.all(looks)).includes(true)) {
      onChange();
    }
  }

  /** Whether anything was seen. Traces that are away keep no run from going on. */
  async #tryToLook(
    run: Run,
    components: Components,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const callers = await this.#options.callers.of(run, signal);
      return await this.#lookAt(
        run,
        watchedOf(run, components, callers),
        signal,
      );
    } catch (error) {
      if (!signal.aborted) {
        this.#options.logger.warn(
          `The traffic of run ${run.id} could not be read; it is tried again`,
          toError(error),
        );
      }
      return false;
    }
  }

  async #lookAt(
    run: Run,
    services: readonly WatchedService[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const { traffic, now } = this.#options;
    const { startedAt, injectedAt = startedAt, endedAt } = run;
    const to = now();
    const from = Math.max(
      endedAt ? 0 : to - DURING_MS,
      (endedAt ?? injectedAt).getTime(),
    );
    const start = startedAt.getTime();
    const windows: Window[] = [
      ...((await traffic.has(run.id))
        ? []
        : [{ from: start - BEFORE_MS, to: start }]),
      { from, to: Math.max(to, from + 1) },
    ];
    const samples = await this.#measure(run, services, windows, signal);
    await traffic.add(run.id, samples);
    return samples.length > 0;
  }

  async #measure(
    { region, startedAt }: Run,
    services: readonly WatchedService[],
    windows: readonly Window[],
    signal: AbortSignal,
  ): Promise<TrafficSample[]> {
    const { readTraffic, limits } = this.#options;
    const since = heardSince(startedAt.getTime());
    const found = await readTraffic({ windows, region, since }, signal);
    if (found.failed.length > 0) {
      // Half of them could be well while the other half is not.
      throw new Error(`Not all requests are known: ${found.failed.join('; ')}`);
    }
    return services.flatMap(service => {
      const seen = found.services.get(service.service);
      return windows.flatMap(({ to }, index) =>
        measure(
          { ...service, scope: seen?.scope },
          seen?.windows[index] ?? NO_TRAFFIC,
          limits,
          new Date(to),
        ),
      );
    });
  }
}
