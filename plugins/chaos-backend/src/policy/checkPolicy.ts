import {
  isOneShot,
  type ChaosFinding,
  type Experiment,
  type TakenCount,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Environment, type Freeze, type PolicySettings } from '../config';
import { durationOf } from '../runs/observe';
import {
  checkEnvironments,
  environmentsFor,
  percentageIn,
} from './environments';
import { checkHours } from './hours';

export type PolicyInput = {
  policy: PolicySettings;
  experiment: Experiment;
  cluster: string;
  region: string;
  /** Milliseconds since 1970. */
  now: number;
};

/** What the rules of the configuration say of an experiment, whatever it hits. */
export function checkPolicy(input: PolicyInput): ChaosFinding[] {
  return [
    checkKind(input),
    checkNamespaces(input),
    ...checkSelector(input),
    checkDuration(input),
    ...checkEnvironments(
      environmentsFor(
        input.policy,
        input.cluster,
        namespacesOf(input.experiment),
      ),
      input.experiment,
    ),
    checkFreezes(input),
    checkHours({
      policy: input.policy,
      cluster: input.cluster,
      namespaces: namespacesOf(input.experiment),
      start: input.now,
      end: endOf(input.experiment, input.now),
    }),
  ];
}

function checkKind({ policy, experiment }: PolicyInput): ChaosFinding {
  const { kind } = experiment;
  return policy.kinds.includes(kind)
    ? { rule: 'kind', ok: true, message: `${kind} may be started` }
    : {
        rule: 'kind',
        ok: false,
        path: 'kind',
        message: `${kind} may not be started here; allowed are ${policy.kinds.join(
          ', ',
        )} (chaos.policy.kinds)`,
      };
}

/** All namespaces that an experiment may reach into. */
export function namespacesOf(experiment: Experiment): string[] {
  const { metadata, kind, spec } = experiment;
  const selectors = [
    spec,
    ...(kind === 'NetworkChaos' && spec.target ? [spec.target] : []),
  ];
  return [
    ...new Set([
      metadata.namespace ?? '',
      ...selectors.flatMap(({ selector }) => [
        ...(selector.namespaces ?? []),
        ...Object.keys(selector.pods ?? {}),
      ]),
    ]),
  ];
}

function checkNamespaces({ policy, experiment }: PolicyInput): ChaosFinding {
  const refused = namespacesOf(experiment).filter(
    namespace => !policy.namespaces.includes(namespace),
  );
  if (refused.length === 0) {
    return {
      rule: 'namespace',
      ok: true,
      message: `Only ${namespacesOf(experiment).join(', ')} is reached`,
    };
  }
  return {
    rule: 'namespace',
    ok: false,
    path: 'spec.selector.namespaces',
    message:
      policy.namespaces.length === 0
        ? 'No namespace may be hit yet: name some under chaos.policy.namespaces'
        : `${refused.join(
            ', ',
          )} is protected; experiments may reach ${policy.namespaces.join(
            ', ',
          )} (chaos.policy.namespaces)`,
  };
}

/**
 * An experiment for a whole namespace is a slip more often than a wish, and of
 * all pods at once nothing is learnt that those of one component would not show.
 */
function checkSelector({ experiment }: PolicyInput): ChaosFinding[] {
  const { mode, value, selector } = experiment.spec;
  const isAll =
    mode === 'all' ||
    ((mode === 'fixed-percent' || mode === 'random-max-percent') &&
      Number(value) >= 100);
  return isAll && namesNoPods(selector)
    ? [
        {
          rule: 'targets',
          ok: false,
          path: 'spec.selector',
          message: `It means every pod of ${namespacesOf(experiment).join(
            ', ',
          )}; say which ones with labelSelectors, or take one of them with mode: one`,
        },
      ]
    : [];
}

/** Whether a selector says nothing but where pods are. */
function namesNoPods({
  namespaces: _,
  podPhaseSelectors: __,
  ...conditions
}: Experiment['spec']['selector']): boolean {
  return Object.values(conditions).every(
    condition =>
      typeof condition !== 'object' ||
      condition === null ||
      Object.keys(condition).length === 0,
  );
}

function checkDuration({ policy, experiment }: PolicyInput): ChaosFinding {
  const limit = `${policy.maxDurationMs / 1000} s`;
  if (isOneShot(experiment)) {
    return { rule: 'duration', ok: true, message: 'It acts once' };
  }
  const { duration } = experiment.spec;
  if (!duration) {
    return {
      rule: 'duration',
      ok: false,
      path: 'spec.duration',
      message: `It would never end; give it a duration of at most ${limit}`,
    };
  }
  const length = durationOf(duration);
  if (length === undefined) {
    return {
      rule: 'duration',
      ok: false,
      path: 'spec.duration',
      message: `'${duration}' is no duration, so it would never end; write it as 90s or 5m, at most ${limit}`,
    };
  }
  return length <= policy.maxDurationMs
    ? { rule: 'duration', ok: true, message: `It ends after ${duration}` }
    : {
        rule: 'duration',
        ok: false,
        path: 'spec.duration',
        message: `${duration} is longer than ${limit} (chaos.policy.maxDuration)`,
      };
}

function checkFreezes(input: PolicyInput): ChaosFinding {
  const { policy, experiment, region, now } = input;
  const freeze = freezeIn(policy, region, now, endOf(experiment, now));
  return freeze
    ? {
        rule: 'freeze',
        ok: false,
        message: `Nothing starts from ${iso(freeze.from)} to ${iso(
          freeze.to,
        )}: ${freeze.reason}`,
      }
    : { rule: 'freeze', ok: true, message: 'No freeze is in its way' };
}

/** When an experiment is over that starts now. */
export function endOf(experiment: Experiment, now: number): number {
  return (
    now +
    (isOneShot(experiment) ? 0 : durationOf(experiment.spec.duration) ?? 0)
  );
}

/** The first freeze of a region that a stretch of time reaches into. */
export function freezeIn(
  policy: Pick<PolicySettings, 'freezes'>,
  region: string,
  start: number,
  end: number,
): Freeze | undefined {
  return policy.freezes.find(
    ({ from, to, regions }) =>
      (regions === undefined || regions.includes(region)) &&
      from <= end &&
      start < to,
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Whether few enough of the pods that a selector means may be hit. */
export function checkPercentage(
  policy: PolicySettings,
  { least, most: hit }: TakenCount,
  candidates: number,
  environments: Environment[] = [],
): ChaosFinding {
  const { percentage, key } = percentageIn(policy, environments);
  const most = Math.max(1, Math.floor((candidates * percentage) / 100));
  const hits = `It hits ${least < hit ? 'up to ' : ''}${hit} of ${podsOf(
    candidates,
  )}`;
  return hit <= most
    ? {
        rule: 'percentage',
        ok: true,
        message: hits,
      }
    : {
        rule: 'percentage',
        ok: false,
        path: 'spec.mode',
        message: `${hits}; at most ${most} may be hit (${key})`,
      };
}

/** `1 pod`, `2 pods`. */
export function podsOf(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
