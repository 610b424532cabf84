import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type RunControls } from '../runs/RunControls';
import { type RunStore } from '../runs/RunStore';
import { isOn, type Run } from '../runs/types';
import { BEFORE_MS, heardSince } from '../verdict/windows';
import { type CheckSources } from './CheckSources';
import { describeAnswer } from './describe';
import { checksOf, placeOf } from './readChecks';
import { type SampleStore } from './SampleStore';
import { samplesOf } from './samplesOf';
import { type Answer, type Check, type Context, type Sample } from './types';

/** What counts while a fault is on. */
const DURING_MS = 60_000;
const KEEP_MS = 30 * 24 * 60 * 60_000;

export type CheckWatchOptions = {
  sources: CheckSources;
  samples: SampleStore;
  store: Pick<RunStore, 'watched'>;
  runs: Pick<RunControls, 'halt'>;
  /** How long what is over is looked at. */
  afterMs: number;
  logger: Pick<LoggerService, 'warn'>;
  onChange(): void;
  now(): number;
};

/**
 * Looks at the steady-state checks of runs, and halts those that do not hold.
 * It remembers nothing: what was seen is in the database.
 */
export class CheckWatch {
  readonly #options: CheckWatchOptions;

  constructor(options: CheckWatchOptions) {
    this.#options = options;
  }

  async look(signal: AbortSignal): Promise<void> {
    const { store, samples, afterMs, logger, onChange, now } = this.#options;
    const time = now();
    await samples.forget(new Date(time - KEEP_MS));
    const looks = (await store.watched(new Date(time - afterMs))).map(
      async run => {
        try {
          return await this.#lookAt(run, signal);
        } catch (error) {
          logger.warn(
            `The checks of run ${run.id} could not be looked at; it is tried again`,
            toError(error),
          );
          return false;
        }
      },
    );
    if ((await Promise.all(looks)).includes(true)) {
      onChange();
    }
  }

  /** Whether anything was seen. */
  async #lookAt(run: Run, signal: AbortSignal): Promise<boolean> {
    const { samples, runs, now } = this.#options;
    const checks = checksOf(run.manifest);
    const { injectedAt, endedAt } = run;
    // A fault that is being taken back is neither on nor off.
    if (checks.length === 0 || !injectedAt || (!endedAt && !isOn(run))) {
      return false;
    }
    const to = now();
    const from = endedAt
      ? endedAt.getTime()
      : Math.max(to - DURING_MS, injectedAt.getTime());
    const seen = await askAll(this.#options.sources, checks, {
      entities: run.entities,
      region: run.region,
      since: heardSince(run.startedAt.getTime()),
      from,
      to: Math.max(to, from + 1),
      signal,
    });
    if (signal.aborted) {
      // The portal stops: that nobody answered it says nothing.
      return false;
    }
    await samples.add(run.id, toSamples(seen, to));
    if (!endedAt && !run.haltedBy) {
      const reason = await this.#whyHalt(run, seen);
      if (reason) {
        await runs.halt(run.id, 'system', reason);
      }
    }
    return true;
  }

  async #whyHalt(run: Run, seen: readonly Seen[]): Promise<string | undefined> {
    const { sources, samples } = this.#options;
    const failing = seen.filter(({ answer }) => !holds(answer));
    if (failing.length === 0) {
      return undefined;
    }
    const all = await samples.of(run.id);
    const lastOf = ({ id }: Check, count: number) => {
      const last = samplesOf(run, id, all).during.slice(-count);
      return last.length < count ? undefined : last;
    };
    const broken = failing.find(({ check }) =>
      lastOf(check, sources.failures)?.every(({ ok }) => ok === false),
    );
    if (broken) {
      return describeAnswer(broken.check, broken.answer, run.region);
    }
    // A fault must not go on unwatched, but nothing is said against the platform.
    const unknown = failing.find(({ check }) =>
      lastOf(check, sources.unknowns)?.every(({ ok }) => ok !== true),
    );
    return unknown && describeUnknown(unknown, sources.unknowns);
  }
}

export type Seen = { check: Check; answer: Answer };

/** Asks for all checks at once. */
async function askAll(
  sources: CheckSources,
  checks: readonly Check[],
  context: Context,
): Promise<Seen[]> {
  return Promise.all(
    checks.map(async check => ({
      check,
      answer: await sources.ask(check, context),
    })),
  );
}

function describeUnknown({ check, answer }: Seen, times: number): string {
  return `${check.title} could not be told ${times} times in a row: ${
    answer.message ?? 'now and then it did not hold'
  }`;
}

function holds({ ok, isQuiet }: Answer): boolean {
  return ok === true || isQuiet === true;
}

/** What is kept of it. */
export function toSamples(seen: readonly Seen[], at: number): Sample[] {
  return seen
    .filter(({ answer }) => !answer.isQuiet)
    .map(({ check, answer: { value, ok, message, scope } }) => ({
      check: check.id,
      at: new Date(at).toISOString(),
      ...(value === undefined ? {} : { value }),
      ...(ok === undefined ? {} : { ok }),
      ...(message === undefined ? {} : { message }),
      ...(scope === undefined ? {} : { scope }),
    }));
}

/**
 * Whether the steady state holds before an experiment: what does not hold
 * without it shows nothing with it.
 */
export async function checkSteadyState(
  sources: CheckSources,
  checks: readonly Check[],
  options: {
    entities: readonly string[];
    region: string;
    now: number;
    signal?: AbortSignal;
  },
): Promise<{ findings: ChaosFinding[]; seen: Seen[] }> {
  const refused = checks.flatMap((check): ChaosFinding[] => {
    const message = sources.whyNot(check);
    return message
      ? [{ rule: 'manifest', ok: false, message, path: placeOf(check.id) }]
      : [];
  });
  if (refused.length > 0) {
    return { findings: refused, seen: [] };
  }
  const { entities, region, now } = options;
  const seen = await askAll(sources, checks, {
    ...{ entities, region },
    since: heardSince(now),
    from: now - BEFORE_MS,
    to: now,
    signal: options.signal ?? new AbortController().signal,
  });
  return {
    seen,
    findings: seen.map(({ check, answer }) => ({
      rule: 'check',
      ok: holds(answer),
      message: answer.isQuiet
        ? `${check.title}: too few requests came to tell; it is looked at while the fault is on`
        : describeAnswer(check, answer, region),
    })),
  };
}
