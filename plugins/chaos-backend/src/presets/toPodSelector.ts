import { InputError } from '@backstage/errors';

const EQUALITY = /^([^\s=!,()]+)\s*==?\s*([^\s=!,()]*)$/;

/**
 * The selector of an experiment for a label selector of Kubernetes.
 *
 * @throws InputError for one that is more than equalities
 */
export function toPodSelector(selector: string): {
  labelSelectors: Record<string, string>;
} {
  const labels = selector.split(',').map(text => {
    const [, key, value] = EQUALITY.exec(text.trim()) ?? [];
    if (key === undefined) {
      throw new InputError(
        `The label selector '${selector}' is more than equalities such as app=core; write the experiment yourself`,
      );
    }
    return [key, value];
  });
  return { labelSelectors: Object.fromEntries(labels) };
}
