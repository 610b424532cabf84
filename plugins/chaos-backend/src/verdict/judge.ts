import {
  type ChaosCheck,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';
import { describeValue, isWithin } from '../checks/describe';
import { type SteadyState } from '../config';
import { podsOf } from '../policy/checkPolicy';
import { type Run } from '../runs/types';
import { hasEffect, isFelt, rateOf } from './effects';
import { ENOUGH_REQUESTS } from './enough';
import { numbersOf, type Seen } from './numbers';
import { type PodsHit } from './podEffects';
import { type Traffic } from './TrafficReader';
import { type Watched } from './Watched';

/**
 * Says whether the platform held while a fault was on. A fault without an effect
 * that can be measured proves nothing: then nothing is said.
 *
 * @param cutShort - why a run that broke nothing proves nothing all the same
 */
export function judge(options: {
  run: Pick<Run, 'state' | 'injectedAt' | 'stoppingAt' | 'endedAt'>;
  watched: Watched[];
  /** What the steady-state checks of the experiment say. */
  checks: readonly ChaosCheck[];
  /** The samples of all that the run is judged by. */
  seen: readonly Seen[];
  limits: SteadyState;
  /** What was seen of the pods, where the fault is one of pods. */
  pods?: PodsHit;
  cutShort?: string;
  at: Date;
}): ChaosVerdict {
  const { watched, limits } = options;
  const checks = [
    ...options.checks,
    ...watched
      .flatMap(entry => [
        checkErrors(entry, limits),
        ...checkP95(entry, limits),
      ])
      .filter(isKnown),
  ];
  return {
    ...decide({ ...options, checks }),
    ...numbersOf(options),
    checks,
    at: options.at.toISOString(),
  };
}

function decide(options: {
  watched: Watched[];
  checks: readonly ChaosCheck[];
  pods?: PodsHit;
  cutShort?: string;
}): Pick<ChaosVerdict, 'outcome' | 'reason'> {
  const { watched, checks, pods, cutShort } = options;
  const inconclusive = (reason: string) => ({
    outcome: 'inconclusive' as const,
    reason,
  });
  const broken = checks.filter(({ ok }) => !ok);
  if (broken.length > 0) {
    return { outcome: 'failed', reason: describeBroken(broken) };
  }
  if (cutShort !== undefined) {
    return inconclusive(cutShort);
  }
  const heard = watched.filter(
    ({ during }) => during.requests >= ENOUGH_REQUESTS,
  );
  if (heard.length === 0) {
    return inconclusive(
      `Fewer than ${ENOUGH_REQUESTS} requests came while the fault was on: nothing shows whether they would have been answered`,
    );
  }
  if (!pods?.hit && !isFelt(watched)) {
    return inconclusive(describeUnfelt(watched, pods));
  }
  const back = heard.filter(({ after }) => after.requests >= ENOUGH_REQUESTS);
  return back.length === 0
    ? inconclusive(
        `Fewer than ${ENOUGH_REQUESTS} requests came after the fault: nothing shows that ${namesOf(
          heard,
        )} came back`,
      )
    : { outcome: 'passed', reason: describePassed(heard, back, pods) };
}

function namesOf(entries: readonly Watched[]): string {
  return entries.map(({ service }) => service).join(', ');
}

function describeUnfelt(
  watched: readonly Watched[],
  pods: PodsHit | undefined,
): string {
  const worse = watched.filter(
    entry => entry.role === 'caller' && hasEffect(entry),
  );
  if (worse.length > 0) {
    const hit = watched.filter(({ role }) => role === 'target');
    return `${namesOf(worse)} was slower or failed more, and ${namesOf(
      hit,
    )}, which was hit, was not, nor were the calls of it: nothing shows that this came of the fault`;
  }
  const unseen =
    pods?.of === 1
      ? 'The pod that it hit was not seen to go'
      : `None of the ${pods?.of} pods that it hit was seen to go`;
  const effect = pods
    ? `${unseen}, to restart or not to be ready, and no request was slower or failed`
    : 'The fault had no effect that can be measured';
  return `${effect}, so nothing shows that the platform held against it`;
}

/** Only of those that were asked enough after it can be said that they came back. */
function describePassed(
  heard: readonly Watched[],
  back: readonly Watched[],
  pods: PodsHit | undefined,
): string {
  const unknown = heard.filter(entry => !back.includes(entry));
  return [
    `${namesOf(back)} stayed within the limits, and came back`,
    ...(unknown.length > 0
      ? [
          `${namesOf(
            unknown,
          )} stayed within them while the fault was on, and fewer than ${ENOUGH_REQUESTS} requests came after it`,
        ]
      : []),
    ...(pods?.hit
      ? [`${pods.hit} of ${podsOf(pods.of)} seen ${pods.how.join(', ')}`]
      : []),
  ].join('; ');
}

function checkErrors(entry: Watched, limits: SteadyState): ChaosCheck {
  return check(entry, 'errorRate', 'ratio', limits.errorRate, rateOf);
}

function checkP95(entry: Watched, limits: SteadyState): ChaosCheck[] {
  const p95 = ({ requests, p95Ms }: Traffic) =>
    requests >= ENOUGH_REQUESTS ? p95Ms : undefined;
  // One that was slow before does not fail for the fault's sake.
  const before = p95(entry.before) ?? 0;
  return before > limits.p95Ms
    ? []
    : [check(entry, 'p95', 'ms', limits.p95Ms, p95)];
}

function check(
  { service, entity, role, knownBy, scope, before, during, after }: Watched,
  measure: ChaosCheck['measure'],
  unit: ChaosCheck['unit'],
  limit: number,
  read: (traffic: Traffic) => number | undefined,
): ChaosCheck {
  const values = {
    before: read(before),
    during: read(during),
    after: read(after),
  };
  return {
    service,
    ...(entity ? { entity } : {}),
    role,
    ...(knownBy ? { knownBy } : {}),
    ...(scope ? { scope } : {}),
    measure,
    unit,
    limit,
    ...Object.fromEntries(
      Object.entries(values).filter(([, value]) => value !== undefined),
    ),
    requests: {
      before: before.requests,
      during: during.requests,
      after: after.requests,
    },
    ok: (values.during ?? 0) <= limit && (values.after ?? 0) <= limit,
  };
}

/** Without a number of the time of the fault, only what came after it can be said. */
function isKnown({ during, after, limit }: ChaosCheck): boolean {
  return during !== undefined || (after ?? 0) > limit;
}

function describeBroken(broken: readonly ChaosCheck[]): string {
  return broken
    .map(found => {
      if (found.role === 'check') {
        return describeBrokenCheck(found);
      }
      const { service, measure, limit, during = 0, after = 0 } = found;
      const when =
        during > limit ? 'while the fault was on' : 'after it was over';
      const value = during > limit ? during : after;
      return measure === 'errorRate'
        ? `${service} failed ${(value * 100).toFixed(
            1,
          )} % of its requests ${when} (limit ${(limit * 100).toFixed(1)} %)`
        : `${service} had a p95 of ${Math.round(
            value,
          )} ms ${when} (limit ${limit} ms)`;
    })
    .join('; ');
}

function describeBrokenCheck(found: ChaosCheck): string {
  const { service, unit, limit, comparator = 'below', during, after } = found;
  const isPast = (value: number | undefined) =>
    value !== undefined && !isWithin({ limit, comparator }, value);
  const wanted = `it has to be ${comparator} ${describeValue({ unit }, limit)}`;
  if (isPast(during)) {
    return `${service} was ${describeValue(
      { unit },
      during ?? 0,
    )} while the fault was on (${wanted})`;
  }
  return isPast(after)
    ? `${service} was ${describeValue(
        { unit },
        after ?? 0,
      )} after it was over (${wanted})`
    : `${service} did not hold: ${found.message ?? wanted}`;
}
