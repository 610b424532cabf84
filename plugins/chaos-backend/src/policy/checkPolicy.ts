import {
  isOneShot,
  type ChaosFinding,
  type Experiment,
  type TakenCount,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Environment, type Freeze, type PolicySettings } from '../config';
import { say } from '../findings/say';
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
    ? { rule: 'kind', ok: true, ...say('kind', { kind }) }
    : {
        rule: 'kind',
        ok: false,
        path: 'kind',
        ...say('kindRefused', { kind, kinds: policy.kinds.join(', ') }),
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
      ...say('namespace', { namespaces: namespacesOf(experiment).join(', ') }),
    };
  }
  return {
    rule: 'namespace',
    ok: false,
    path: 'spec.selector.namespaces',
    ...(policy.namespaces.length === 0
      ? say('namespaceNone', {})
      : say('namespaceProtected', {
          namespaces: refused.join(', '),
          allowed: policy.namespaces.join(', '),
        })),
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
          ...say('everyPod', {
            namespaces: namespacesOf(experiment).join(', '),
          }),
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
  const limit = `${policy.maxDurationMs / 1000}`;
  if (isOneShot(experiment)) {
    return { rule: 'duration', ok: true, ...say('durationOnce', {}) };
  }
  const { duration } = experiment.spec;
  if (!duration) {
    return {
      rule: 'duration',
      ok: false,
      path: 'spec.duration',
      ...say('durationNone', { limit }),
    };
  }
  const length = durationOf(duration);
  if (length === undefined) {
    return {
      rule: 'duration',
      ok: false,
      path: 'spec.duration',
      ...say('durationUnreadable', { duration, limit }),
    };
  }
  return length <= policy.maxDurationMs
    ? { rule: 'duration', ok: true, ...say('duration', { duration }) }
    : {
        rule: 'duration',
        ok: false,
        path: 'spec.duration',
        ...say('durationLong', { duration, limit }),
      };
}

function checkFreezes(input: PolicyInput): ChaosFinding {
  const { policy, experiment, region, now } = input;
  const freeze = freezeIn(policy, region, now, endOf(experiment, now));
  return freeze
    ? {
        rule: 'freeze',
        ok: false,
        ...say('freezeRefused', {
          from: iso(freeze.from),
          to: iso(freeze.to),
          reason: freeze.reason,
        }),
      }
    : { rule: 'freeze', ok: true, ...say('freeze', {}) };
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
  const isUpTo = least < hit;
  const hits = { hit: `${hit}`, count: candidates };
  const limit = { most: `${most}`, percentage: `${percentage}`, key };
  return hit <= most
    ? {
        rule: 'percentage',
        ok: true,
        ...say(isUpTo ? 'percentageUpTo' : 'percentage', hits),
      }
    : {
        rule: 'percentage',
        ok: false,
        path: 'spec.mode',
        ...say(isUpTo ? 'percentageUpToRefused' : 'percentageRefused', {
          ...hits,
          ...limit,
        }),
      };
}

/** `1 pod`, `2 pods`. */
export function podsOf(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
