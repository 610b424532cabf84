import { z } from 'zod';
import {
  dnsChaosSpecSchema,
  httpChaosSpecSchema,
  ioChaosSpecSchema,
  networkChaosSpecSchema,
  podChaosSpecSchema,
  stressChaosSpecSchema,
  timeChaosSpecSchema,
} from './specs';
import { chaosStatusSchema } from './status';

/**
 * The API group of Chaos Mesh.
 *
 * @public
 */
export const CHAOS_GROUP = 'chaos-mesh.org';

/**
 * The version of its API that is read here.
 *
 * @public
 */
export const CHAOS_API_VERSION = `${CHAOS_GROUP}/v1alpha1`;

const metadata = z.looseObject({
  name: z.string().optional(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  finalizers: z.array(z.string()).optional(),
});

const experiment = <K extends string, S extends z.ZodType>(kind: K, spec: S) =>
  z.looseObject({
    apiVersion: z.literal(CHAOS_API_VERSION),
    kind: z.literal(kind),
    metadata,
    spec,
    status: chaosStatusSchema.optional(),
  });

/**
 * The kinds of experiments, by their name, with how a Schedule and a Workflow
 * name the field of their spec.
 *
 * @public
 */
export const experimentKinds = {
  PodChaos: { plural: 'podchaos', field: 'podChaos' },
  NetworkChaos: { plural: 'networkchaos', field: 'networkChaos' },
  StressChaos: { plural: 'stresschaos', field: 'stressChaos' },
  HTTPChaos: { plural: 'httpchaos', field: 'httpChaos' },
  IOChaos: { plural: 'iochaos', field: 'ioChaos' },
  DNSChaos: { plural: 'dnschaos', field: 'dnsChaos' },
  TimeChaos: { plural: 'timechaos', field: 'timeChaos' },
} as const;

/**
 * The name of a kind of experiment.
 *
 * @public
 */
export type ExperimentKind = keyof typeof experimentKinds;

/**
 * An experiment of any kind. What the schema does not name is kept.
 *
 * @public
 */
export const experimentSchema = z.discriminatedUnion('kind', [
  experiment('PodChaos', podChaosSpecSchema),
  experiment('NetworkChaos', networkChaosSpecSchema),
  experiment('StressChaos', stressChaosSpecSchema),
  experiment('HTTPChaos', httpChaosSpecSchema),
  experiment('IOChaos', ioChaosSpecSchema),
  experiment('DNSChaos', dnsChaosSpecSchema),
  experiment('TimeChaos', timeChaosSpecSchema),
]);

/**
 * An experiment of any kind, as it was read.
 *
 * @public
 */
export type Experiment = z.infer<typeof experimentSchema>;

/**
 * An experiment of one kind.
 *
 * @public
 */
export type ExperimentOf<K extends ExperimentKind> = Extract<
  Experiment,
  { kind: K }
>;

const scheduled = {
  schedule: z.string(),
  startingDeadlineSeconds: z.number().int().nullish(),
  concurrencyPolicy: z.enum(['Forbid', 'Allow']).optional(),
  historyLimit: z.number().int().optional(),
  type: z.string(),
};

/**
 * A Schedule: experiments that begin again and again.
 *
 * @public
 */
export const scheduleSchema = z.looseObject({
  apiVersion: z.literal(CHAOS_API_VERSION),
  kind: z.literal('Schedule'),
  metadata,
  spec: z.looseObject(scheduled),
  status: z
    .looseObject({
      active: z
        .array(z.looseObject({ name: z.string().optional() }))
        .optional(),
      time: z.string().nullish(),
    })
    .optional(),
});

/**
 * A Schedule, as it was read.
 *
 * @public
 */
export type ChaosSchedule = z.infer<typeof scheduleSchema>;

const httpStatusCheck = z.looseObject({
  url: z.string(),
  method: z.enum(['GET', 'POST']).optional(),
  headers: z.record(z.string(), z.array(z.string())).optional(),
  body: z.string().optional(),
  criteria: z.looseObject({ statusCode: z.string() }),
});

/**
 * The spec of a StatusCheck.
 *
 * @public
 */
export const statusCheckSpecSchema = z.looseObject({
  mode: z.enum(['Synchronous', 'Continuous']).optional(),
  type: z.string(),
  duration: z.string().optional(),
  timeoutSeconds: z.number().int().optional(),
  intervalSeconds: z.number().int().optional(),
  failureThreshold: z.number().int().optional(),
  successThreshold: z.number().int().optional(),
  recordsHistoryLimit: z.number().int().optional(),
  http: httpStatusCheck.optional(),
});

/**
 * A StatusCheck: requests again and again, until they have shown what they were to.
 *
 * @public
 */
export const statusCheckSchema = z.looseObject({
  apiVersion: z.literal(CHAOS_API_VERSION),
  kind: z.literal('StatusCheck'),
  metadata,
  spec: statusCheckSpecSchema,
  status: z
    .looseObject({
      startTime: z.string().optional(),
      completionTime: z.string().optional(),
      count: z.number().optional(),
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            reason: z.string(),
            lastProbeTime: z.string(),
            lastTransitionTime: z.string(),
          }),
        )
        .optional(),
      records: z
        .array(z.looseObject({ startTime: z.string(), outcome: z.string() }))
        .optional(),
    })
    .optional(),
});

/**
 * A StatusCheck, as it was read.
 *
 * @public
 */
export type ChaosStatusCheck = z.infer<typeof statusCheckSchema>;

/**
 * The task of a template: a container that runs to its end.
 *
 * @public
 */
export const workflowTaskSchema = z.looseObject({
  container: z.looseObject({ name: z.string(), image: z.string() }),
  volumes: z.array(z.looseObject({ name: z.string() })).nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
});

/**
 * The task of a template, as it was read.
 *
 * @public
 */
export type WorkflowTask = z.infer<typeof workflowTaskSchema>;

/**
 * One template of a Workflow.
 *
 * @public
 */
export const workflowTemplateSchema = z.looseObject({
  name: z.string(),
  templateType: z.string(),
  deadline: z.string().nullish(),
  children: z.array(z.string()).nullish(),
  task: z.looseObject({}).nullish(),
  conditionalBranches: z
    .array(
      z.looseObject({ target: z.string(), expression: z.string().optional() }),
    )
    .nullish(),
  schedule: z.looseObject(scheduled).nullish(),
  statusCheck: z.looseObject({}).nullish(),
  abortWithStatusCheck: z.boolean().optional(),
});

/**
 * One template of a Workflow, as it was read.
 *
 * @public
 */
export type WorkflowTemplate = z.infer<typeof workflowTemplateSchema>;

/**
 * A Workflow: experiments after and beside one another.
 *
 * @public
 */
export const workflowSchema = z.looseObject({
  apiVersion: z.literal(CHAOS_API_VERSION),
  kind: z.literal('Workflow'),
  metadata,
  spec: z.looseObject({
    entry: z.string(),
    templates: z.array(workflowTemplateSchema),
  }),
  status: z.looseObject({}).optional(),
});

/**
 * A Workflow, as it was read.
 *
 * @public
 */
export type ChaosWorkflow = z.infer<typeof workflowSchema>;

/**
 * Anything of Chaos Mesh that a person writes.
 *
 * @public
 */
export const chaosObjectSchema = z.union([
  experimentSchema,
  scheduleSchema,
  workflowSchema,
]);

/**
 * Anything of Chaos Mesh that a person writes, as it was read.
 *
 * @public
 */
export type ChaosObject = z.infer<typeof chaosObjectSchema>;

/**
 * Whether an object is an experiment, and not a Schedule or a Workflow.
 *
 * @public
 */
export function isExperiment(object: ChaosObject): object is Experiment {
  return Object.hasOwn(experimentKinds, object.kind);
}
