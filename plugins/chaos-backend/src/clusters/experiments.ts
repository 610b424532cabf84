import {
  CHAOS_API_VERSION,
  chaosStatusSchema,
  experimentKinds,
  type ChaosObject,
  type ExperimentKind,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type Kind,
  type Manifest,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

/** Whose the fields of objects are that the portal applies. */
export const FIELD_MANAGER = 'shop-platform-chaos';
/** The run that an object belongs to. */
export const RUN_ANNOTATION = 'shop-platform.io/chaos-run';
/** Who started it in the portal. */
export const STARTED_BY_ANNOTATION = 'shop-platform.io/started-by';

/** Who approved it in the portal, where another person had to. */
export const APPROVED_BY_ANNOTATION = 'shop-platform.io/approved-by';

/** Who paused or resumed it in the portal, last. */
export const CHANGED_BY_ANNOTATION = 'shop-platform.io/changed-by';
/** Who approved in the portal that it was resumed, the last time. */
export const RESUME_APPROVED_BY_ANNOTATION =
  'shop-platform.io/resume-approved-by';
/** Which request it was made by, that somebody approved. */
export const REQUEST_ANNOTATION = 'shop-platform.io/chaos-request';
/** Which request it was resumed by, the last time. */
export const RESUME_REQUEST_ANNOTATION = 'shop-platform.io/resume-request';

/** What the portal says of an object, and nobody else may. */
const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  RUN_ANNOTATION,
  STARTED_BY_ANNOTATION,
  APPROVED_BY_ANNOTATION,
  CHANGED_BY_ANNOTATION,
  RESUME_APPROVED_BY_ANNOTATION,
  REQUEST_ANNOTATION,
  RESUME_REQUEST_ANNOTATION,
]);

/** Looser than what may be started: it may be of another version of Chaos Mesh. */
const observedSchema = (kind: ExperimentKind) =>
  z.looseObject({
    apiVersion: z.string().default(CHAOS_API_VERSION),
    kind: z.literal(kind).default(kind),
    metadata: z.looseObject({
      name: z.string(),
      namespace: z.string(),
      uid: z.string(),
      creationTimestamp: z.string(),
      deletionTimestamp: z.string().optional(),
      annotations: z.record(z.string(), z.string()).default({}),
      labels: z.record(z.string(), z.string()).optional(),
      ownerReferences: z
        .array(z.looseObject({ kind: z.string(), name: z.string() }))
        .optional(),
    }),
    spec: z.looseObject({
      action: z.string().optional(),
      duration: z.string().nullish(),
    }),
    status: chaosStatusSchema.optional(),
  });

/** An experiment as a cluster has it. */
export type ObservedExperiment = z.infer<ReturnType<typeof observedSchema>>;

/** The kinds, for a cluster's client. */
export const kinds: Kind<ObservedExperiment>[] = [];
const byName = new Map<string, Kind<ObservedExperiment>>();
for (const kind of Object.keys(experimentKinds).filter(isExperimentKind)) {
  const entry: Kind<ObservedExperiment> = {
    apiVersion: CHAOS_API_VERSION,
    kind,
    plural: experimentKinds[kind].plural,
    namespaced: true,
    schema: observedSchema(kind),
  };
  kinds.push(entry);
  byName.set(kind, entry);
}

function isExperimentKind(kind: string): kind is ExperimentKind {
  return Object.hasOwn(experimentKinds, kind);
}

/** The kind of that name. */
export function kindNamed(name: string): Kind<ObservedExperiment> {
  const kind = byName.get(name);
  if (!kind) {
    throw new Error(`There is no kind of experiments ${name}`);
  }
  return kind;
}

/** An object as it is applied. */
export function toManifest(
  { apiVersion, kind, metadata, spec }: ChaosObject,
  overrides: { name?: string; annotations?: Record<string, string> } = {},
): Manifest {
  const { namespace = '', labels = {} } = metadata;
  const given = {
    name: overrides.name ?? metadata.name ?? '',
    namespace,
    labels,
    annotations: {
      ...Object.fromEntries(
        Object.entries(metadata.annotations ?? {}).filter(
          ([name]) => !OWN_ANNOTATIONS.has(name),
        ),
      ),
      ...overrides.annotations,
    },
  };
  return { apiVersion, kind, metadata: given, spec };
}
