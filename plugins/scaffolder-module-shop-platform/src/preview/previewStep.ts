import { type Entity } from '@backstage/catalog-model';
import { type TemplateParameterSchema } from '@backstage/plugin-scaffolder-common';
import { type JsonObject } from '@backstage/types';

/** The field, as a template would name it. */
export const PREVIEW_FIELD = 'FilePreview';
/** The question that has no answer: nothing is sent by this name. */
export const PREVIEW_KEY = 'filePreview';

/** Actions that act on what there is. Of all others it is not known that they make no file. */
const MAKES_NO_FILE =
  /^(catalog|debug|github|http|notification|publish):|^platform:(add-new-files|add-to-repository|deploy|upgrade-template|validate|preview-files)$/;

/** Whether a step of the template may make a file. */
export function makesFiles({ spec }: Entity): boolean {
  const steps = spec?.steps;
  return (
    !Array.isArray(steps) ||
    steps.some(
      step =>
        typeof step !== 'object' ||
        step === null ||
        Array.isArray(step) ||
        typeof step.action !== 'string' ||
        !MAKES_NO_FILE.test(step.action),
    )
  );
}

/** Adds the page that shows the files, unless the template has one already. */
export function addPreviewStep(
  form: TemplateParameterSchema,
  page: { templateRef: string; title: string; description: string },
): TemplateParameterSchema {
  const { templateRef, title, description } = page;
  if (form.steps.some(({ schema }) => hasPreview(schema))) {
    return form;
  }
  return {
    ...form,
    steps: [
      ...form.steps,
      {
        title,
        description,
        schema: {
          type: 'object',
          // What the form shows; the one above is for whoever lists the pages.
          description,
          properties: {
            [PREVIEW_KEY]: {
              type: 'string',
              title,
              'ui:field': PREVIEW_FIELD,
              'ui:options': { templateRef },
              'ui:backstage': { review: { show: false } },
            },
          },
        },
      },
    ],
  };
}

function hasPreview(schema: JsonObject): boolean {
  return JSON.stringify(schema).includes(`"ui:field":"${PREVIEW_FIELD}"`);
}
