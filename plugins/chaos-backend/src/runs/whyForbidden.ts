import {
  type ChaosFinding,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Component, type Components } from '../components/Components';
import { type PolicySettings } from '../config';
import { readManifest } from '../manifest/readManifest';
import { checkPolicy, freezeIn, namespacesOf } from '../policy/checkPolicy';
import { checkEntityRules, refusedBy } from '../policy/entityRules';
import { environmentsFor } from '../policy/environments';
import { HOURS_KEY, hoursBrokenBy } from '../policy/hours';
import { type Run } from './types';

/** What a run is held to all along; the other rules are those of a start. */
const HELD_TO: readonly ChaosFinding['rule'][] = [
  'kind',
  'namespace',
  'duration',
  'environment',
];
/**
 * A run may last to the very end of its hours, counted from its checks: its object
 * comes later than those, and stops by the clock of its cluster.
 */
const GRACE_MS = 60_000;

type Rules = {
  policy: PolicySettings;
  components: Components;
  /** Milliseconds since 1970. */
  now: number;
};

/**
 * Why the rules of today forbid a run that a person started, which those of its
 * start allowed; undefined where they do not. What others start keeps to the
 * rules of its cluster alone. How many of how many pods it hits is not looked at
 * again: that was decided when they were chosen.
 */
export function whyForbidden(
  run: Run,
  { policy, components, now }: Rules,
): string | undefined {
  const { experiment } = readManifest(run.manifest);
  // What is being taken back can end no sooner.
  if (run.startedBy === undefined || run.stoppingAt || !experiment) {
    return undefined;
  }
  const { cluster, region } = run;
  const findings: ChaosFinding[] = checkPolicy({
    ...{ policy, experiment, cluster, region, now },
  }).filter(({ rule, ok }) => !ok && HELD_TO.includes(rule));
  const broken = [
    ...findings.map(({ message }) => message),
    ...whyNotNow(now, run, namespacesOf(experiment), policy).map(
      ({ message, key }) => `${message}${key}`,
    ),
    ...entitiesHitBy(run).flatMap(ref => {
      const component = components.get(ref);
      return component
        ? findByOwner(component, { run, experiment, policy, now })
        : [];
    }),
  ];
  return broken.length > 0
    ? `The rules changed while it was on: ${broken.join('; ')}`
    : undefined;
}

/** Also those that the one who started it may not see. */
function entitiesHitBy({ entities, targets }: Run): string[] {
  return [
    ...new Set([...entities, ...targets.flatMap(({ entity }) => entity ?? [])]),
  ];
}

/** What hours and freezes have against it that is on, with the key of each. */
function whyNotNow(
  now: number,
  { cluster, region }: Run,
  namespaces: string[],
  policy: Pick<PolicySettings, 'hours' | 'freezes'>,
): { message: string; key: string }[] {
  const always = <T>(find: (at: number) => T | undefined) =>
    find(now - GRACE_MS) && find(now);
  const freeze = always(at => freezeIn(policy, region, at, at));
  const hours = always(at =>
    hoursBrokenBy({ policy, cluster, namespaces, start: at, end: at }),
  );
  return [
    ...(freeze
      ? [{ message: `Nothing runs in this time: ${freeze.reason}`, key: '' }]
      : []),
    ...(hours
      ? [
          {
            message: `It may only be on in these hours: ${hours}`,
            key: HOURS_KEY,
          },
        ]
      : []),
  ];
}

/** What a component that it hits has against it, by rules of its own. */
function findByOwner(
  { ref, title: name, rules }: Component,
  options: {
    run: Run;
    experiment: Experiment;
    policy: PolicySettings;
    now: number;
  },
): string[] {
  const { run, experiment, policy, now } = options;
  const namespaces = [
    ...new Set(
      run.targets
        .filter(({ entity }) => entity === ref)
        .map(({ namespace }) => namespace),
    ),
  ];
  if (!rules || namespaces.length === 0) {
    return [];
  }
  const environments = environmentsFor(policy, run.cluster, namespaces);
  const own = checkEntityRules({
    ...{ name, rules, experiment, namespaces, hit: 0, pods: 0 },
    environments: environments.map(environment => environment.name),
  });
  const broken = own.filter(({ ok }) => !ok).map(({ message }) => message);
  if ('problem' in rules) {
    return broken;
  }
  const { hours = [], freezes = [] } = rules;
  return [
    ...broken,
    ...whyNotNow(now, run, namespaces, { hours, freezes }).map(
      ({ message }) => refusedBy(name, message).message,
    ),
  ];
}
