import {
  applyDefaults,
  CHAOS_API_VERSION,
  experimentKinds,
  experimentSchema,
  findIneffective,
  validateChaos,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { readChecks } from '../checks/readChecks';
import { type Check } from '../checks/types';
import { parseYaml, wrong, type ManifestProblem } from './parseYaml';
import { z } from 'zod';

/** What a manifest means, or what is wrong with it. */
export type ManifestReading =
  | { experiment: Experiment; checks: Check[]; problems: [] }
  | { experiment?: undefined; problems: ManifestProblem[] };

export const NAME = /^[a-z0-9](?:[-a-z0-9]{0,48}[a-z0-9])?$/;

const objectSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
});

/** Reads one experiment, with the defaults and the checks of Chaos Mesh. */
export function readManifest(text: string): ManifestReading {
  const parsed = parseYaml(text);
  if ('problems' in parsed) {
    return parsed;
  }
  const { kind, apiVersion } = objectSchema.safeParse(parsed.value).data ?? {};
  if (apiVersion !== CHAOS_API_VERSION || !isExperimentKind(kind)) {
    return wrong(
      `It has to be an experiment: apiVersion ${CHAOS_API_VERSION} and as kind one of ${Object.keys(
        experimentKinds,
      ).join(', ')}, Schedule or Workflow`,
      'kind',
    );
  }
  const shape = experimentSchema.safeParse(parsed.value);
  if (!shape.success) {
    return {
      problems: shape.error.issues.map(({ path, message }) => ({
        message,
        path: path.join('.'),
      })),
    };
  }
  const { name, namespace } = shape.data.metadata;
  if (!NAME.test(name ?? '')) {
    return wrong(
      'A name has lower-case letters, digits and hyphens, at most 50',
      'metadata.name',
    );
  }
  if (!namespace) {
    return wrong('Name the namespace of the experiment', 'metadata.namespace');
  }
  const experiment = applyDefaults(shape.data);
  const problems = [
    ...validateChaos(experiment),
    ...findIneffective(experiment),
  ]
    .map(({ field, message }): ManifestProblem => ({ message, path: field }))
    .concat(findRemote(experiment, 'spec'));
  const steady = readChecks(experiment.metadata.annotations);
  problems.push(...steady.problems);
  return problems.length > 0
    ? { problems }
    : { experiment, checks: steady.checks, problems: [] };
}

/**
 * An experiment that acts in another cluster than the one it is made in: what
 * holds for that cluster would not be asked.
 */
export function findRemote(
  { spec }: Experiment,
  path: string,
): ManifestProblem[] {
  return spec.remoteCluster
    ? [
        {
          message: `It would act in the cluster '${spec.remoteCluster}', past what holds there: start it in that cluster`,
          path: `${path}.remoteCluster`,
        },
      ]
    : [];
}

function isExperimentKind(kind: string | undefined): boolean {
  return kind !== undefined && Object.hasOwn(experimentKinds, kind);
}
