import { type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { posix } from 'node:path';
import { z } from 'zod';

const pageSchema = z.looseObject({
  properties: z
    .record(z.string(), z.looseObject({ default: z.json().optional() }))
    .optional(),
});

const templateSchema = z.looseObject({
  kind: z.literal('Template'),
  spec: z.looseObject({
    parameters: z
      .union([pageSchema, z.array(pageSchema)])
      .default([])
      .transform(pages => [pages].flat()),
    steps: z.array(z.looseObject({ input: z.unknown().optional() })),
  }),
});

const urlSchema = z.object({ url: z.string() });

/** As much of a template as rendering it takes. */
export type TemplateParts = z.infer<typeof templateSchema>['spec'];

/** Reads what rendering takes out of an entity. */
export function readTemplate(entity: Entity, templateRef: string) {
  const template = templateSchema.safeParse(entity);
  if (!template.success) {
    throw new InputError(`${templateRef} is no software template`);
  }
  return template.data.spec;
}

/** Adds what the form fills in where a person leaves a field as it is. */
export function withDefaults(
  { parameters }: TemplateParts,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const complete = { ...values };
  for (const { properties = {} } of parameters) {
    for (const [name, property] of Object.entries(properties)) {
      if (complete[name] === undefined && property.default !== undefined) {
        complete[name] = property.default;
      }
    }
  }
  return complete;
}

/** The folders that steps take, below the template's own, the longest first. */
export function takenFolders({ steps }: TemplateParts): string[] {
  return steps
    .flatMap(({ input }) => urlSchema.safeParse(input).data?.url ?? [])
    .map(url => posix.join(url).replace(/\/$/, ''))
    .sort((a, b) => b.length - a.length);
}

/**
 * Whether the steps may read an entry of the template's folder. They name what
 * they read by its path; where a name is computed, everything may be it.
 */
export function createNeededFilter({ steps }: TemplateParts) {
  const takesAll = steps.some(({ input }) => {
    const url = urlSchema.safeParse(input).data?.url;
    return url !== undefined && (url.includes('${{') || /^(\.\/?)?$/.test(url));
  });
  const named = new Set(
    steps.flatMap(({ input }) => stringsIn(input)).map(firstPart),
  );
  return (entry: string) => takesAll || named.has(entry);
}

/** Every text that an input is made of. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(stringsIn)
    : [];
}

/** The entry of the template's folder that a text is the path of, if it is one. */
function firstPart(path: string): string {
  return posix.normalize(path).split('/', 1)[0];
}
