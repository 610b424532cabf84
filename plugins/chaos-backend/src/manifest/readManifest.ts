import {
  applyDefaults,
  CHAOS_API_VERSION,
  experimentKinds,
  experimentSchema,
  findIneffective,
  validateChaos,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** Something in a manifest that has to change. */
export type ManifestProblem = { message: string; path?: string };

/** What a manifest means, or what is wrong with it. */
export type ManifestReading =
  | { experiment: Experiment; problems: [] }
  | { experiment?: undefined; problems: ManifestProblem[] };

export const NAME = /^[a-z0-9](?:[-a-z0-9]{0,48}[a-z0-9])?$/;
/** More aliases than people write: a document that explodes when it is read. */
const MAX_ALIASES = 20;

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
  return problems.length > 0 ? { problems } : { experiment, problems: [] };
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

/** Reads one document of YAML. */
export function parseYaml(
  text: string,
): { value: unknown } | { problems: ManifestProblem[] } {
  const documents = [...parseAllDocuments(text, { strict: true })];
  const [document] = documents;
  if (!document || documents.length > 1) {
    return wrong(
      documents.length > 1
        ? 'It has to be one object; start several one by one'
        : 'The manifest is empty',
    );
  }
  const [error] = document.errors;
  if (error) {
    return wrong(`It is not YAML: ${error.message.split('\n')[0]}`);
  }
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (cause) {
    return wrong(
      `It is not YAML: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

function isExperimentKind(kind: string | undefined): boolean {
  return kind !== undefined && Object.hasOwn(experimentKinds, kind);
}

function wrong(
  message: string,
  path?: string,
): { problems: ManifestProblem[] } {
  return { problems: [{ message, ...(path ? { path } : {}) }] };
}
