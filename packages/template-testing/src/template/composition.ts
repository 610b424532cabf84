import { parseEntityRef } from '@backstage/catalog-model';
import { join } from 'node:path';
import { z } from 'zod';
import { TemplateSource, TemplateStep } from './TemplateSource';

const ACTION = 'platform:render-template';

const inputSchema = z.looseObject({
  template: z.string(),
  targetPath: z.string().default('.'),
  values: z.record(z.string(), z.json()).default({}),
});

/** A step that renders another template of this repository. */
export type Part = {
  step: TemplateStep;
  source: TemplateSource;
  targetPath: string;
  values: z.infer<typeof inputSchema>['values'];
};

/** Whether a template is made of others. */
export function isComposed({ steps }: TemplateSource): boolean {
  return steps.some(({ action }) => action === ACTION);
}

/** The templates that a template is composed of, which lie in folders beside it. */
export async function readParts(source: TemplateSource): Promise<Part[]> {
  return Promise.all(
    source.steps
      .filter(({ action }) => action === ACTION)
      .map(async step => {
        const { template, targetPath, values } = inputSchema.parse(step.input);
        const { name } = parseEntityRef(template, { defaultKind: 'template' });
        return {
          step,
          source: await TemplateSource.read(join(source.folder, '..', name)),
          targetPath,
          values,
        };
      }),
  );
}
