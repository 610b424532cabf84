import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { refsFor, type KnownComponents } from '../components/Components';
import { type PolicySettings, type Rate } from '../config';

/** What was started, by whom and on what. */
export type Start = {
  at: Date;
  /** Absent where it was started elsewhere. */
  by?: string;
  /** What it hits; nothing where it never began to. */
  entities: readonly string[];
};

/** How far back starts count. */
export function longestRate({ rate }: Pick<PolicySettings, 'rate'>): number {
  return Math.max(rate.perPerson?.withinMs ?? 0, rate.perTarget?.withinMs ?? 0);
}

/**
 * Whether a person may start one more, and whether what it hits may be hit once
 * more, by what was started lately.
 */
export function checkRate(options: {
  policy: Pick<PolicySettings, 'rate'>;
  known: Pick<KnownComponents, 'all' | 'visible'>;
  /** The components that would be hit. */
  entities: readonly string[];
  startedBy: string;
  /** It is read by another person, who is to approve it. */
  isForAnother?: boolean;
  recent: readonly Start[];
  now: number;
}): ChaosFinding[] {
  const { policy, known, entities, startedBy, recent, now } = options;
  const { perPerson, perTarget } = policy.rate;
  const who = options.isForAnother ? startedBy : 'You';
  return [
    ...(perPerson
      ? [
          describe({
            rate: perPerson,
            starts: recent.filter(({ by }) => by === startedBy),
            now,
            said: count =>
              `${who} started ${count} within ${spanOf(
                perPerson,
              )}, and may start ${perPerson.starts}`,
            key: 'chaos.policy.rate.perPerson',
          }),
        ]
      : []),
    ...(perTarget
      ? entities.map(entity =>
          describe({
            rate: perTarget,
            starts: recent.filter(start => start.entities.includes(entity)),
            now,
            said: count =>
              `${nameOf(entity, known)} was hit ${timesOf(
                count,
              )} within ${spanOf(perTarget)}, and may be ${timesOf(
                perTarget.starts,
              )}`,
            key: 'chaos.policy.rate.perTarget',
          }),
        )
      : []),
  ];
}

function describe(options: {
  rate: Rate;
  starts: readonly Start[];
  now: number;
  said(count: number): string;
  key: string;
}): ChaosFinding {
  const { rate, starts, now, said, key } = options;
  const times = starts
    .map(({ at }) => at.getTime())
    .filter(time => time > now - rate.withinMs)
    .sort((one, other) => one - other);
  // Once that many are left that one more may be.
  const next = times.at(-rate.starts);
  return next === undefined
    ? { rule: 'rate', ok: true, message: said(times.length) }
    : {
        rule: 'rate',
        ok: false,
        message: `${said(times.length)} (${key}); wait until ${new Date(
          next + rate.withinMs,
        ).toISOString()}`,
      };
}

function nameOf(
  ref: string,
  known: Pick<KnownComponents, 'all' | 'visible'>,
): string {
  return known.visible.get(ref)?.title ?? refsFor(known, [ref]).join();
}

/** `60 min`, or `90 s`. */
function spanOf({ withinMs }: Rate): string {
  const minutes = withinMs / 60_000;
  return Number.isInteger(minutes) ? `${minutes} min` : `${withinMs / 1000} s`;
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
