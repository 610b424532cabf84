import { parseEntityRef } from '@backstage/catalog-model';
import { join } from 'node:path';
import { z } from 'zod';
import { TemplateSource, TemplateStep } from './TemplateSource';

const renderingSchema = z.looseObject({
  template: z.string(),
  targetPath: z.string().default('.'),
  values: z.record(z.string(), z.json()).default({}),
});

/** What the inputs of the actions that render templates say of them. */
const renderingsOf = {
  'platform:render-template': renderingSchema.transform(one => [one]),
  'platform:render-templates': z
    .looseObject({ renderings: z.array(renderingSchema) })
    .transform(({ renderings }) => renderings),
};

/** Another template of this repository that a step renders. */
export type Part = {
  source: TemplateSource;
  targetPath: string;
  values: z.infer<typeof renderingSchema>['values'];
};

/** Whether a template is made of others. */
export function isComposed({ steps }: TemplateSource): boolean {
  return steps.some(isComposing);
}

/** The templates that a template is composed of, which lie in folders beside it. */
export async function readParts(source: TemplateSource): Promise<Part[]> {
  const renderings = source.steps
    .filter(isComposing)
    .flatMap(({ action, input }) => renderingsOf[action].parse(input));
  return Promise.all(
    renderings.map(async ({ template, targetPath, values }) => {
      const { name } = parseEntityRef(template, { defaultKind: 'template' });
      return {
        source: await TemplateSource.read(join(source.folder, '..', name)),
        targetPath,
        values,
      };
    }),
  );
}

function isComposing(
  step: TemplateStep,
): step is TemplateStep & { action: keyof typeof renderingsOf } {
  return Object.hasOwn(renderingsOf, step.action);
}
