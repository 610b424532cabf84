import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { experimentKinds } from '@shop-platform/backstage-plugin-chaos-common';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = dirname(require.resolve('./definitions/podchaos.yaml'));

type Schema = {
  properties?: Record<string, Schema>;
  items?: Schema;
  [field: string]: unknown;
};

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    properties: z.record(z.string(), schemaSchema).optional(),
    items: schemaSchema.optional(),
  }),
);

const definitionSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    versions: z.tuple([
      z.looseObject({
        schema: z.looseObject({ openAPIV3Schema: schemaSchema }),
      }),
    ]),
  }),
});

/** A CustomResourceDefinition, as far as it is read here. */
export type Definition = z.infer<typeof definitionSchema>;

/** Several clusters of one process take the same. */
let known: readonly Definition[] | undefined;

/**
 * The definitions of Chaos Mesh. Those of Schedule, Workflow and WorkflowNode hold
 * the specs of all kinds, some of them four times over, so they are put together of
 * what the others have: megabytes of text that nobody has to keep.
 */
export function readDefinitions(): readonly Definition[] {
  known ??= putTogether();
  return known;
}

function putTogether(): Definition[] {
  const whole = readdirSync(FOLDER)
    .filter(name => name.endsWith('.yaml'))
    .map(name => definitionSchema.parse(read(name)));
  const specs = specsOf(whole);
  const { task, statusCheck, ...chaos } = specs;
  const [schedules, workflows, nodes] = [
    'schedules',
    'workflows',
    'workflownodes',
  ].map(name => definitionSchema.parse(read(join('composed', `${name}.yaml`))));

  const template = propertyOf(specOf(workflows), 'templates').items ?? {};
  add(propertyOf(template, 'schedule'), chaos);
  add(template, { ...chaos, task, statusCheck });
  add(specOf(schedules), { ...chaos, workflow: specOf(workflows) });
  add(specOf(nodes), { ...specs, schedule: specOf(schedules) });
  return [...whole, schedules, workflows, nodes];
}

function read(path: string): unknown {
  return parse(readFileSync(join(FOLDER, path), 'utf8'));
}

/** The specs that others hold, by the name of the field, without what explains them. */
function specsOf(definitions: Definition[]): Record<string, Schema> {
  const fields = Object.entries({
    ...experimentKinds,
    StatusCheck: { plural: 'statuschecks', field: 'statusCheck' },
  }).map(([, { plural, field }]) => {
    const definition = definitions.find(
      ({ metadata }) => metadata.name === `${plural}.chaos-mesh.org`,
    );
    return [field, definition ? withoutTexts(specOf(definition)) : {}] as const;
  });
  const others = z
    .record(z.string(), schemaSchema)
    .parse(read(join('composed', 'specs.yaml')));
  return { ...others, ...Object.fromEntries(fields) };
}

function specOf({ spec }: Definition): Schema {
  return propertyOf(spec.versions[0].schema.openAPIV3Schema, 'spec');
}

function propertyOf({ properties }: Schema, name: string): Schema {
  const found = properties?.[name];
  if (!found) {
    throw new Error(`a definition of Chaos Mesh lacks ${name}`);
  }
  return found;
}

function add(schema: Schema, properties: Record<string, Schema>): void {
  schema.properties = { ...schema.properties, ...properties };
}

function withoutTexts(schema: Schema): Schema {
  const { description, properties, items, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [
          name,
          withoutTexts(one),
        ]),
      ),
    }),
    ...(items && { items: withoutTexts(items) }),
  };
}
