import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { refsFor, type KnownComponents } from '../components/Components';
import { HIDDEN } from '../components/hidden';
import { type PolicySettings, type Rate } from '../config';
import { say } from '../findings/say';

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
  return [
    ...(perPerson
      ? [
          compare(
            perPerson,
            recent.filter(({ by }) => by === startedBy),
            now,
            options.isForAnother
              ? sayOfAnother(startedBy)
              : values => sayIn('rateOwn', values),
          ),
        ]
      : []),
    ...(perTarget
      ? entities.map(entity =>
          compare(
            perTarget,
            recent.filter(start => start.entities.includes(entity)),
            now,
            sayOfTarget(entity, known),
          ),
        )
      : []),
  ];
}

/** What is said: how many there were of how many, and until when to wait. */
type Counted = {
  active: string;
  most: string;
  duration: string;
  at?: string;
};

function compare(
  rate: Rate,
  starts: readonly Start[],
  now: number,
  sayIt: (counted: Counted) => Pick<ChaosFinding, 'message' | 'says'>,
): ChaosFinding {
  const times = starts
    .map(({ at }) => at.getTime())
    .filter(time => time > now - rate.withinMs)
    .sort((one, other) => one - other);
  const counted = {
    active: String(times.length),
    most: String(rate.starts),
    duration: spanOf(rate),
  };
  // Once that many are left that one more may be.
  const next = times.at(-rate.starts);
  return next === undefined
    ? { rule: 'rate', ok: true, ...sayIt(counted) }
    : {
        rule: 'rate',
        ok: false,
        ...sayIt({
          ...counted,
          at: new Date(next + rate.withinMs).toISOString(),
        }),
      };
}

function sayIn(code: 'rateOwn' | 'rateHidden', { at, ...counted }: Counted) {
  return at === undefined
    ? say(code, counted)
    : say(`${code}Refused`, { ...counted, at });
}

function sayOfAnother(by: string) {
  return ({ at, ...counted }: Counted) =>
    at === undefined
      ? say('rateOther', { ...counted, by })
      : say('rateOtherRefused', { ...counted, by, at });
}

function sayOfTarget(
  ref: string,
  known: Pick<KnownComponents, 'all' | 'visible'>,
) {
  const component =
    known.visible.get(ref)?.title ?? refsFor(known, [ref]).join();
  return ({ at, ...counted }: Counted) => {
    if (component === HIDDEN) {
      return sayIn('rateHidden', { ...counted, ...(at ? { at } : {}) });
    }
    return at === undefined
      ? say('rateTarget', { ...counted, component })
      : say('rateTargetRefused', { ...counted, component, at });
  };
}

/** `60 min`, or `90 s`. */
function spanOf({ withinMs }: Rate): string {
  const minutes = withinMs / 60_000;
  return Number.isInteger(minutes) ? `${minutes} min` : `${withinMs / 1000} s`;
}
