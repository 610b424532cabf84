import {
  type ChaosImpliedCheck,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Run } from '../runs/types';
import { ENOUGH_REQUESTS } from './enough';
import { type Watched } from './Watched';

/** What was seen of one thing that a run is judged by, the oldest first. */
export type Seen = {
  samples: readonly { at: string; ok?: boolean | undefined }[];
  /** Of what is judged without anybody asking. */
  role?: ChaosImpliedCheck['role'];
};

type Times = Pick<
  Run,
  'state' | 'injectedAt' | 'stoppingAt' | 'endedAt' | 'isUnheard'
>;

type Point = { time: number; ok: boolean };

type Series = { points: Point[]; isHit: boolean };

/** How fast a fault was seen, how fast it was over, and what it cost; what is not known is absent. */
export function numbersOf(options: {
  run: Times;
  seen: readonly Seen[];
  watched: readonly Watched[];
}): Pick<ChaosVerdict, 'timeToDetectMs' | 'timeToRecoverMs' | 'requestsLost'> {
  const { run, seen, watched } = options;
  const series = seriesOf(run, seen);
  const detected = timeToDetect(run, series);
  const recovered = timeToRecover(run, series);
  const lost = requestsLost(watched);
  return {
    ...(detected === undefined ? {} : { timeToDetectMs: detected }),
    ...(recovered === undefined ? {} : { timeToRecoverMs: recovered }),
    ...(lost === undefined ? {} : { requestsLost: lost }),
  };
}

/**
 * The samples that say something. What was past its limit before the fault shows
 * nothing of the fault, and has no state to come back to.
 */
function seriesOf({ injectedAt }: Times, seen: readonly Seen[]): Series[] {
  const on = injectedAt?.getTime() ?? Infinity;
  return seen
    .map(({ samples, role }) => ({
      isHit: role === 'target',
      points: samples.flatMap(({ at, ok }) =>
        ok === undefined ? [] : [{ time: Date.parse(at), ok }],
      ),
    }))
    .filter(
      ({ points }) => points.findLast(({ time }) => time < on)?.ok !== false,
    );
}

function timeToDetect(
  { injectedAt }: Times,
  series: readonly Series[],
): number | undefined {
  if (!injectedAt) {
    return undefined;
  }
  const on = injectedAt.getTime();
  const broken = series
    .flatMap(({ points }) => points)
    .filter(({ time, ok }) => !ok && time >= on)
    .map(({ time }) => time);
  return broken.length > 0 ? Math.min(...broken) - on : undefined;
}

function timeToRecover(
  { state, injectedAt, stoppingAt, endedAt, isUnheard }: Times,
  series: readonly Series[],
): number | undefined {
  // Where it went while nobody looked or heard of it, no one knows since when it
  // was taken back.
  const isKnown = state !== 'not-recovered' && !isUnheard;
  if (!isKnown || !injectedAt || !stoppingAt || !endedAt) {
    return undefined;
  }
  const on = injectedAt.getTime();
  const over = endedAt.getTime();
  const back = series
    // What was hit has to be heard again, even where it was silent all along.
    .filter(
      ({ points, isHit }) => isHit || points.some(({ time }) => time >= on),
    )
    .map(({ points }) => backAt(points.filter(({ time }) => time >= over)));
  const known = back.flatMap(time => time ?? []);
  return known.length === 0 || known.length < back.length
    ? undefined
    : Math.max(...known) - Math.min(stoppingAt.getTime(), over);
}

/** The first moment from which on all holds, up to the last that was seen. */
function backAt(after: readonly Point[]): number | undefined {
  const lastBroken = after.findLastIndex(({ ok }) => !ok);
  return after.at(lastBroken + 1)?.time;
}

/** Counted where the requests come in: a request that fails further in fails there, too. */
function requestsLost(watched: readonly Watched[]): number | undefined {
  const hit = new Map(
    watched
      .filter(
        ({ role, isBehindHit, before, during }) =>
          role === 'target' &&
          !isBehindHit &&
          // One that nobody asks anything loses nothing.
          before.requests + during.requests > 0,
      )
      .map(entry => [entry.service, entry]),
  );
  const services = [...hit.values()];
  const isUnknown = services.some(
    ({ before, during }) =>
      before.requests < ENOUGH_REQUESTS || during.requests < ENOUGH_REQUESTS,
  );
  if (services.length === 0 || isUnknown) {
    return undefined;
  }
  return Math.round(
    services.reduce((sum, { before, during }) => {
      const expected = (during.requests * before.errors) / before.requests;
      return sum + Math.max(0, during.errors - expected);
    }, 0),
  );
}
