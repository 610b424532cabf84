import {
  isOneShot,
  type ChaosFinding,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Environment, type PolicySettings } from '../config';
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
  const names = environments.map(({ name }) => name).join(', ');
  return [
    {
      rule: 'environment',
      ok: true,
      message: `It lies in ${names}, whose rules let it`,
    },
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
          message:
            kinds.length === 0
              ? `Nothing may be started in ${name} (chaos.policy.environments)`
              : `${kind} may not be started in ${name}; allowed are ${kinds.join(
                  ', ',
                )} (chaos.policy.environments)`,
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
  return [
    {
      rule: 'environment',
      ok: false,
      path: 'spec.duration',
      message: `${
        length === undefined ? 'Without a duration it' : duration
      } is longer than ${
        maxDurationMs / 1000
      } s, the longest in ${name} (chaos.policy.environments)`,
    },
  ];
}

/** The least of the pods that may be hit, in percent, and what says so. */
export function percentageIn(
  policy: Pick<PolicySettings, 'maxPercentage'>,
  environments: Environment[],
): { percentage: number; key: string } {
  const everywhere = {
    percentage: policy.maxPercentage,
    key: `chaos.policy.maxPercentage is ${policy.maxPercentage}`,
  };
  return environments.reduce(
    (least, { name, maxPercentage }) =>
      maxPercentage !== undefined && maxPercentage < least.percentage
        ? {
            percentage: maxPercentage,
            key: `maxPercentage of ${name} in chaos.policy.environments is ${maxPercentage}`,
          }
        : least,
    everywhere,
  );
}
