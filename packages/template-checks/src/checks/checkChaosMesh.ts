import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  applyDefaults,
  CHAOS_API_VERSION,
  embeddedExperiment,
  Experiment,
  experimentKinds,
  experimentSchema,
  findIneffective,
  PodSelectorSpec,
  scheduleSchema,
  validateChaos,
  workflowSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';
import { findSchemaProblems, structuralSchema } from './structuralSchema';

const SCHEMAS = resolvePackagePath(
  '@shop-platform/template-checks',
  'schemas/chaos-mesh.json',
);

const NAME_LABEL = 'app.kubernetes.io/name';

const schemasSchema = z.record(z.string(), structuralSchema);

const documentSchema = z.looseObject({
  apiVersion: z.literal(CHAOS_API_VERSION),
  kind: z.string(),
});

const experimentFields = Object.values(experimentKinds).map(
  ({ field }) => field,
);

const cronFields = [
  'schedule',
  'startingDeadlineSeconds',
  'concurrencyPolicy',
  'historyLimit',
  'type',
];

const partFields = [
  'name',
  'templateType',
  'deadline',
  'children',
  'task',
  'conditionalBranches',
  'schedule',
  'statusCheck',
  'abortWithStatusCheck',
];

/** The fields of StatusCheck's definition. */
const statusCheckSchema = z.strictObject({
  mode: z.enum(['Synchronous', 'Continuous']).optional(),
  type: z.literal('HTTP'),
  duration: z.string().optional(),
  timeoutSeconds: z.int().min(1).optional(),
  intervalSeconds: z.int().min(1).optional(),
  failureThreshold: z.int().min(1).optional(),
  successThreshold: z.int().min(1).optional(),
  recordsHistoryLimit: z.int().min(1).max(1000).optional(),
  http: z.strictObject({
    url: z.url(),
    method: z.enum(['GET', 'POST']).optional(),
    headers: z.record(z.string(), z.array(z.string())).optional(),
    body: z.string().optional(),
    criteria: z.strictObject({
      statusCode: z.string().regex(/^\d{3}(-\d{3})?$/),
    }),
  }),
});

/** Those that there are; any where nobody says. */
type Services = readonly string[] | undefined;

/** An experiment, alone or held by a Schedule or a Workflow. */
type Held = { path: string; kind: string; spec: unknown };

/**
 * Objects of Chaos Mesh are what its definitions and its webhook accept, they
 * have an effect, and they hit services that there are.
 */
export function checkChaosMesh(
  rendered: RenderedFiles,
  services?: readonly string[],
): Finding[] {
  return readDocuments(rendered).documents.flatMap(({ where, value }) => {
    const { data } = documentSchema.safeParse(value);
    return data
      ? checkObject(data, services).map(message => ({
          where,
          message: `${data.kind}: ${message}`,
        }))
      : [];
  });
}

/** By the kind, so that what is wrong is said of it and not of all kinds. */
function schemaOf(kind: string) {
  switch (kind) {
    case 'Schedule':
      return scheduleSchema;
    case 'Workflow':
      return workflowSchema;
    default:
      return experimentSchema;
  }
}

function checkObject(
  value: z.infer<typeof documentSchema>,
  services: Services,
): string[] {
  const object = schemaOf(value.kind).safeParse(value);
  if (!object.success) {
    return [z.prettifyError(object.error)];
  }
  const experiment = experimentSchema.safeParse(object.data).data;
  return [
    ...validateChaos(experiment ? applyDefaults(experiment) : object.data).map(
      ({ field, message }) => `${field}: ${message}`,
    ),
    ...(experiment
      ? checkHeld(
          { path: '/spec', kind: value.kind, spec: experiment.spec },
          services,
        )
      : []),
    ...checkSchedule(value, services),
    ...checkWorkflow(value, services),
  ];
}

function checkSchedule(value: unknown, services: Services): string[] {
  const { data } = scheduleSchema.safeParse(value);
  return data ? checkScheduleSpec(data.spec, '/spec', services) : [];
}

function checkScheduleSpec(
  spec: { [field: string]: unknown },
  path: string,
  services: Services,
): string[] {
  return [
    ...findUnknown(
      spec,
      [...cronFields, ...experimentFields, 'workflow'],
      path,
    ),
    ...heldIn(spec, path).flatMap(held => checkHeld(held, services)),
    ...(spec.type === 'Workflow'
      ? checkWorkflowSpec(spec.workflow, `${path}/workflow`, services)
      : []),
  ];
}

function checkWorkflow(value: unknown, services: Services): string[] {
  const { data } = workflowSchema.safeParse(value);
  return data ? checkWorkflowSpec(data.spec, '/spec', services, false) : [];
}

function checkWorkflowSpec(
  spec: unknown,
  path: string,
  services: Services,
  isHeld = true,
): string[] {
  const workflow = workflowSchema.safeParse({
    apiVersion: CHAOS_API_VERSION,
    kind: 'Workflow',
    metadata: {},
    spec,
  });
  if (!workflow.success) {
    return [`${path}: ${z.prettifyError(workflow.error)}`];
  }
  const { entry, templates } = workflow.data.spec;
  const used = [entry, ...templates.flatMap(({ children }) => children ?? [])];
  return [
    ...(isHeld
      ? validateChaos(workflow.data).map(
          ({ field, message }) => `${path}: ${field}: ${message}`,
        )
      : []),
    ...findUnknown(workflow.data.spec, ['entry', 'templates'], path),
    ...templates.flatMap((template, index) => {
      const at = `${path}/templates/${index}`;
      return [
        ...findUnknown(template, [...partFields, ...experimentFields], at),
        ...(used.includes(template.name)
          ? []
          : [`${at}: no other part names ${template.name}`]),
        ...(template.deadline ? [] : [`${at}: it has no deadline`]),
        ...heldIn(template, at).flatMap(held => checkHeld(held, services)),
        ...(template.schedule
          ? checkScheduleSpec(template.schedule, `${at}/schedule`, services)
          : []),
        ...(template.templateType === 'StatusCheck'
          ? checkStatus(template.statusCheck, `${at}/statusCheck`)
          : []),
      ];
    }),
  ];
}

function checkStatus(value: unknown, path: string): string[] {
  const { error } = statusCheckSchema.safeParse(value);
  return error ? [`${path}: ${z.prettifyError(error)}`] : [];
}

function heldIn(holder: { [field: string]: unknown }, path: string): Held[] {
  return Object.entries(experimentKinds).flatMap(([kind, { field }]) =>
    holder[field]
      ? [{ path: `${path}/${field}`, kind, spec: holder[field] }]
      : [],
  );
}

function checkHeld({ path, kind, spec }: Held, services: Services): string[] {
  const schema = readSchemas().get(kind);
  const field = Object.entries(experimentKinds).find(
    ([name]) => name === kind,
  )?.[1].field;
  const experiment = field && embeddedExperiment({ [field]: spec }, kind);
  if (!schema || !experiment) {
    return [`${path}: it is no ${kind}`];
  }
  return [
    ...findSchemaProblems(spec, schema, path),
    ...findIneffective(experiment).map(
      ({ field: name, message }) => `${path}: ${name}: ${message}`,
    ),
    ...selectorsOf(experiment).flatMap(selector =>
      checkTarget(selector, path, services),
    ),
  ];
}

function selectorsOf({ kind, spec }: Experiment): PodSelectorSpec[] {
  return kind === 'NetworkChaos' && spec.target
    ? [spec.selector, spec.target.selector]
    : [spec.selector];
}

/**
 * Whether it is for some pods and not for all of a namespace. Where it is not
 * known which services there are, their pods may have any labels.
 */
function namesPods({
  labelSelectors = {},
  expressionSelectors = [],
  pods = {},
}: PodSelectorSpec): boolean {
  return (
    Object.keys(labelSelectors).length > 0 ||
    expressionSelectors.length > 0 ||
    Object.keys(pods).length > 0
  );
}

/** A selector says in which namespace and which service. */
function checkTarget(
  selector: PodSelectorSpec,
  path: string,
  services: Services,
): string[] {
  const names = [
    ...[selector.labelSelectors?.[NAME_LABEL] ?? []].flat(),
    ...(selector.expressionSelectors ?? [])
      .filter(({ key, operator }) => key === NAME_LABEL && operator === 'In')
      .flatMap(({ values = [] }) => values),
  ];
  return [
    ...(selector.namespaces?.length || Object.keys(selector.pods ?? {}).length
      ? []
      : [`${path}: it names no namespace`]),
    ...(names.length > 0 || (!services && namesPods(selector))
      ? []
      : [`${path}: it names no service`]),
    ...names
      .filter(name => services && !services.includes(name))
      .map(name => `${path}: there is no ${name}`),
  ];
}

function findUnknown(
  value: object,
  known: readonly string[],
  path: string,
): string[] {
  return Object.keys(value)
    .filter(key => !known.includes(key))
    .map(key => `${path}/${key} is no known field`);
}

let schemas: Map<string, z.infer<typeof structuralSchema>> | undefined;

/** The schema of the spec of each kind of experiment. */
function readSchemas() {
  schemas ??= new Map(
    Object.entries(
      schemasSchema.parse(JSON.parse(readFileSync(SCHEMAS, 'utf8'))),
    ),
  );
  return schemas;
}
