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
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Finding, Rendered } from '../types';
import { readDocuments } from './documents';
import { findSchemaProblems, structuralSchema } from './structuralSchema';

const ROOT = resolvePackagePath('@shop-platform/template-testing', '../..');
const DEFINITIONS = join(ROOT, 'packages/local-platform/src/chaos/definitions');
const SERVICES = join(ROOT, 'examples/shop-platform/services');

/** What experiments may hit besides the services: it has a disk. */
const STORES = ['clickhouse'];

const NAME_LABEL = 'app.kubernetes.io/name';

const definitionSchema = z.looseObject({
  spec: z.looseObject({
    names: z.looseObject({ kind: z.string() }),
    versions: z
      .array(
        z.looseObject({
          schema: z.looseObject({
            openAPIV3Schema: z.looseObject({
              properties: z.looseObject({ spec: structuralSchema }),
            }),
          }),
        }),
      )
      .min(1),
  }),
});

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

/** An experiment, alone or held by a Schedule or a Workflow. */
type Held = { path: string; kind: string; spec: unknown };

/**
 * Objects of Chaos Mesh are what its definitions and its webhook accept, they
 * have an effect, and they hit what the shop consists of.
 */
export function checkChaosMesh(rendered: Rendered): Finding[] {
  return readDocuments(rendered).documents.flatMap(({ where, value }) => {
    const { data } = documentSchema.safeParse(value);
    return data
      ? checkObject(data).map(message => ({
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

function checkObject(value: z.infer<typeof documentSchema>): string[] {
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
      ? checkHeld({ path: '/spec', kind: value.kind, spec: experiment.spec })
      : []),
    ...checkSchedule(value),
    ...checkWorkflow(value),
  ];
}

function checkSchedule(value: unknown): string[] {
  const { data } = scheduleSchema.safeParse(value);
  return data ? checkScheduleSpec(data.spec, '/spec') : [];
}

function checkScheduleSpec(
  spec: { [field: string]: unknown },
  path: string,
): string[] {
  return [
    ...findUnknown(
      spec,
      [...cronFields, ...experimentFields, 'workflow'],
      path,
    ),
    ...heldIn(spec, path).flatMap(checkHeld),
    ...(spec.type === 'Workflow'
      ? checkWorkflowSpec(spec.workflow, `${path}/workflow`)
      : []),
  ];
}

function checkWorkflow(value: unknown): string[] {
  const { data } = workflowSchema.safeParse(value);
  return data ? checkWorkflowSpec(data.spec, '/spec', false) : [];
}

function checkWorkflowSpec(
  spec: unknown,
  path: string,
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
        ...heldIn(template, at).flatMap(checkHeld),
        ...(template.schedule
          ? checkScheduleSpec(template.schedule, `${at}/schedule`)
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

function checkHeld({ path, kind, spec }: Held): string[] {
  const schema = readDefinitions().get(kind);
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
    ...selectorsOf(experiment).flatMap(selector => checkTarget(selector, path)),
  ];
}

function selectorsOf({ kind, spec }: Experiment): PodSelectorSpec[] {
  return kind === 'NetworkChaos' && spec.target
    ? [spec.selector, spec.target.selector]
    : [spec.selector];
}

/** A selector says in which namespace and which part of the shop. */
function checkTarget(selector: PodSelectorSpec, path: string): string[] {
  const names = [
    ...[selector.labelSelectors?.[NAME_LABEL] ?? []].flat(),
    ...(selector.expressionSelectors ?? [])
      .filter(({ key, operator }) => key === NAME_LABEL && operator === 'In')
      .flatMap(({ values = [] }) => values),
  ];
  const known = [...readdirSync(SERVICES), ...STORES];
  return [
    ...(selector.namespaces?.length ? [] : [`${path}: it names no namespace`]),
    ...(names.length > 0 ? [] : [`${path}: it names no service`]),
    ...names
      .filter(name => !known.includes(name))
      .map(name => `${path}: the shop has no ${name}`),
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

let definitions: Map<string, z.infer<typeof structuralSchema>> | undefined;

/** The schema of the spec of each kind of experiment. */
function readDefinitions() {
  definitions ??= new Map(
    readdirSync(DEFINITIONS)
      .filter(name => name.endsWith('chaos.yaml'))
      .map(name => {
        const { spec } = definitionSchema.parse(
          parse(readFileSync(join(DEFINITIONS, name), 'utf8')),
        );
        return [
          spec.names.kind,
          spec.versions[0].schema.openAPIV3Schema.properties.spec,
        ];
      }),
  );
  return definitions;
}
