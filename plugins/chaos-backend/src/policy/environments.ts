import {
  isOneShot,
  type ChaosFinding,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Environment, type PolicySettings } from '../config';
import { say } from '../findings/say';
import { durationOf } from '../runs/observe';

/** The environments that something lies in which reaches into namespaces. */
export function environmentsFor(
  { environments }: Pick<PolicySettings, 'environments'>,
  cluster: string,
  namespaces: string[],
): Environment[] {
  return environments.filter(
    environment =>
      (environment.clusters === undefined ||
        environment.clusters.includes(cluster)) &&
      (environment.namespaces === undefined ||
        environment.namespaces.some(name => namespaces.includes(name))),
  );
}

/**
 * What the environments say of an experiment that lies in them. They only narrow:
 * what holds everywhere holds beside them.
 */
export function checkEnvironments(
  environments: Environment[],
  experiment: Experiment,
): ChaosFinding[] {
  const refusals = environments.flatMap(environment => [
    ...checkKind(environment, experiment),
    ...checkDuration(environment, experiment),
  ]);
  if (environments.length === 0 || refusals.length > 0) {
    return refusals;
  }
  const environment = environments.map(({ name }) => name).join(', ');
  return [
    { rule: 'environment', ok: true, ...say('environment', { environment }) },
  ];
}

function checkKind(
  { name, kinds }: Environment,
  { kind }: Experiment,
): ChaosFinding[] {
  return kinds === undefined || kinds.includes(kind)
    ? []
    : [
        {
          rule: 'environment',
          ok: false,
          path: 'kind',
          ...(kinds.length === 0
            ? say('environmentNothing', { environment: name })
            : say('environmentKind', {
                kind,
                kinds: kinds.join(', '),
                environment: name,
              })),
        },
      ];
}

function checkDuration(
  { name, maxDurationMs }: Environment,
  experiment: Experiment,
): ChaosFinding[] {
  const { duration } = experiment.spec;
  const length = durationOf(duration);
  if (
    maxDurationMs === undefined ||
    isOneShot(experiment) ||
    (length !== undefined && length <= maxDurationMs)
  ) {
    return [];
  }
  const longest = { limit: `${maxDurationMs / 1000}`, environment: name };
  return [
    {
      rule: 'environment',
      ok: false,
      path: 'spec.duration',
      ...(length === undefined || !duration
        ? say('environmentEndless', longest)
        : say('environmentLong', { duration, ...longest })),
    },
  ];
}

/** The least of the pods that may be hit, in percent, and which key says so. */
export function percentageIn(
  policy: Pick<PolicySettings, 'maxPercentage'>,
  environments: Environment[],
): { percentage: number; key: string } {
  const everywhere = {
    percentage: policy.maxPercentage,
    key: 'chaos.policy.maxPercentage',
  };
  return environments.reduce(
    (least, { name, maxPercentage }) =>
      maxPercentage !== undefined && maxPercentage < least.percentage
        ? {
            percentage: maxPercentage,
            key: `chaos.policy.environments[${name}].maxPercentage`,
          }
        : least,
    everywhere,
  );
}
