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
import { checkHours, HOURS_KEY } from '../policy/hours';
import { type Run } from './types';

/** What a run is held to all along; the other rules are those of a start. */
const HELD_TO: readonly ChaosFinding['rule'][] = [
  'kind',
  'namespace',
  'duration',
  'environment',
];
/** A run may last to the very end of its hours. */
const GRACE_MS = 5_000;

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
  if (run.startedBy === undefined || !experiment) {
    return undefined;
  }
  const { cluster, region, startedAt } = run;
  const at = Math.max(startedAt.getTime(), now - GRACE_MS);
  const findings: ChaosFinding[] = [
    ...checkPolicy({ policy, experiment, cluster, region, now: at }).filter(
      ({ rule }) => HELD_TO.includes(rule),
    ),
    ...findAt(at, run, namespacesOf(experiment), policy),
    ...run.entities.flatMap(ref => {
      const component = components.get(ref);
      return component
        ? findByOwner(component, { run, experiment, policy, at })
        : [];
    }),
  ];
  const broken = findings.filter(({ ok }) => !ok);
  return broken.length > 0
    ? `The rules changed while it was on: ${broken
        .map(({ message }) => message)
        .join('; ')}`
    : undefined;
}

/** What hours and freezes say of one moment. */
function findAt(
  at: number,
  { cluster, region }: Run,
  namespaces: string[],
  policy: Pick<PolicySettings, 'hours' | 'freezes'>,
): ChaosFinding[] {
  const freeze = freezeIn(policy, region, at, at);
  return [
    checkHours({ policy, cluster, namespaces, start: at, end: at }),
    {
      rule: 'freeze',
      ok: freeze === undefined,
      message: `Nothing runs in this time: ${freeze?.reason}`,
    },
  ];
}

/** What a component that it hits says of it, by rules of its own. */
function findByOwner(
  { ref, title: name, rules }: Component,
  options: {
    run: Run;
    experiment: Experiment;
    policy: PolicySettings;
    at: number;
  },
): ChaosFinding[] {
  const { run, experiment, policy, at } = options;
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
  if ('problem' in rules) {
    return own;
  }
  const { hours = [], freezes = [] } = rules;
  const times = findAt(at, run, namespaces, { hours, freezes });
  return [
    ...own,
    ...times
      .filter(({ ok }) => !ok)
      .map(({ message }) => refusedBy(name, message.replace(HOURS_KEY, ''))),
  ];
}
