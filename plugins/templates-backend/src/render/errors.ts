import { CustomErrorBase, InputError } from '@backstage/errors';
import { type RenderRefusal } from '@shop-platform/backstage-plugin-templates-common';

/** The form does not take the values. Its reasons travel with the answer. */
export class TemplateRefusedError extends InputError {
  readonly refusals: readonly RenderRefusal[];

  constructor(templateRef: string, refusals: readonly RenderRefusal[]) {
    super(
      `${templateRef} does not take these values: ${refusals
        .map(({ path, message }) => (path ? `${path}: ${message}` : message))
        .join('; ')}`,
    );
    this.refusals = refusals;
  }
}

/** A step of the template failed: nothing that another request mends. */
export class RenderFailedError extends CustomErrorBase {
  readonly name = 'RenderFailedError';
  readonly statusCode = 422;
}
