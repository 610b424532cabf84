import { CustomErrorBase } from '@backstage/errors';

/**
 * One reason why the parameters' schema does not allow the values.
 *
 * @public
 */
export type Refusal = {
  /** `instance.name` for the parameter `name`, `instance` for the whole form. */
  property: string;
  message: string;
};

/**
 * The schema of the template's parameters does not allow the values.
 *
 * @public
 */
export class TemplateRefusedError extends CustomErrorBase {
  /** The name by which it is known across packages. */
  readonly name = 'TemplateRefusedError';
  /** All reasons, in the order of the pages. */
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(
      refusals
        .map(({ property, message }) => `${property} ${message}`)
        .join('; '),
    );
    this.refusals = refusals;
  }
}
