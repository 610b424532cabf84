import {
  nextRun,
  type ChaosFinding,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { type Freeze, type PolicySettings } from '../config';
import { type Part, type Standing } from '../manifest/partsOf';
import { refusedBy, type EntityRules } from '../policy/entityRules';
import { endOf, freezeIn } from '../policy/checkPolicy';
import { HOURS_KEY } from '../policy/hours';
import { checkHoursOf } from './checkHoursOf';
import { checkScheduledHours } from './checkScheduledHours';
import { type Selected } from './Targets';

/** What hits a component with rules of its own. */
export type OwnTimes = {
  /** What people call it. */
  name: string;
  rules: EntityRules;
  /** The experiments that hit it, and when each is on. */
  parts: Part[];
};

type Input = {
  cluster: string;
  region: string;
  /** Undefined for an experiment that is started by itself. */
  standing?: Standing;
  /** Whether something starts at once. */
  isDue: boolean;
  now: number;
};

/** What the components that an experiment hits say of it if it starts now. */
export function checkOwnStart(
  own: Selected['own'],
  { name, region }: Cluster,
  experiment: Experiment,
  now: number,
): ChaosFinding[] {
  const part: Part = {
    experiment,
    path: 'spec',
    durationPath: 'spec.duration',
    span: { from: 0, to: endOf(experiment, 0) },
  };
  return own.flatMap(each =>
    checkOwnTimes(
      { ...each, parts: [part] },
      { cluster: name, region, isDue: true, now },
    ),
  );
}

/** The components with rules of their own, each with all that hits it. */
export function ownTimesOf(
  selected: (Pick<Selected, 'own'> & { part: Part })[],
): OwnTimes[] {
  const found = new Map<string, OwnTimes>();
  for (const { own, part } of selected) {
    for (const { name, rules } of own) {
      // Those that a person may not see have one name.
      const key = JSON.stringify([name, rules]);
      const parts = found.get(key)?.parts ?? [];
      found.set(key, { name, rules, parts: [...parts, part] });
    }
  }
  return [...found.values()];
}

/**
 * What the hours and the freezes of a component say of what hits it. Nobody
 * pauses a Schedule for them: one that would ever reach into them is refused.
 */
export function checkOwnTimes(
  { name, rules, parts }: OwnTimes,
  { cluster, region, standing, isDue, now }: Input,
): ChaosFinding[] {
  if ('problem' in rules) {
    return [];
  }
  const policy = { hours: rules.hours ?? [], freezes: rules.freezes ?? [] };
  const schedule =
    standing?.kind === 'Schedule' ? standing.spec.schedule : undefined;
  const outside =
    (isDue
      ? checkHoursOf({ policy, cluster, parts, begin: now })
      : undefined) ??
    (schedule === undefined
      ? undefined
      : checkScheduledHours({ policy, cluster, schedule, parts, now }));
  const frozen =
    (isDue ? freezeAt(policy, region, parts, now) : undefined) ??
    (schedule === undefined
      ? undefined
      : freezeOf(policy, { region, schedule, parts, now }));
  return [
    ...(outside
      ? [refusedBy(name, outside.message.replace(HOURS_KEY, ''), outside.path)]
      : []),
    ...(frozen
      ? [
          refusedBy(
            name,
            `Nothing may hit it from ${iso(frozen.from)} to ${iso(
              frozen.to,
            )}: ${frozen.reason}`,
          ),
        ]
      : []),
  ];
}

type Freezes = Pick<PolicySettings, 'freezes'>;

/** The freeze that one of some experiments reaches into that begin at a time. */
function freezeAt(
  policy: Freezes,
  region: string,
  parts: Part[],
  begin: number,
): Freeze | undefined {
  for (const { span } of parts) {
    const freeze =
      span && freezeIn(policy, region, begin + span.from, begin + span.to);
    if (freeze) {
      return freeze;
    }
  }
  return undefined;
}

/** The freeze that some run of a Schedule would reach into. */
function freezeOf(
  { freezes }: Freezes,
  options: { region: string; schedule: string; parts: Part[]; now: number },
): Freeze | undefined {
  const { region, schedule, now } = options;
  const parts = options.parts.filter(({ span }) => span);
  const longest = Math.max(0, ...parts.map(({ span }) => span?.to ?? 0));
  return freezes.find(freeze => {
    const { from, to, regions } = freeze;
    if (
      parts.length === 0 ||
      to <= now ||
      regions?.includes(region) === false
    ) {
      return false;
    }
    // When an interval is over depends on when it was made, and resumed.
    if (/@every\s/.test(schedule)) {
      return true;
    }
    let time = nextRun(schedule, Math.max(now, from - longest - 1));
    while (time !== undefined && time < to) {
      if (freezeAt({ freezes: [freeze] }, region, parts, time)) {
        return true;
      }
      time = nextRun(schedule, time);
    }
    return false;
  });
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
