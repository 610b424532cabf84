import { type Entity } from '@backstage/catalog-model';
import { z } from 'zod';

/** How a template checks what it renders, before it publishes it. */
export type OwnChecks = {
  /** Whether what is found fails its task. */
  areStrict: boolean;
  copied: string[];
  ignored: string[];
};

/** Expressions are for the task that has the answers. */
const globsSchema = z
  .array(z.string())
  .transform(globs => globs.filter(glob => !glob.includes('${{')))
  .catch([]);

const stepSchema = z.looseObject({
  action: z.literal('platform:validate'),
  input: z
    .looseObject({
      copied: globsSchema.optional(),
      ignored: globsSchema.optional(),
      failOnFindings: z.unknown().optional(),
    })
    .optional(),
});

const specSchema = z.looseObject({ steps: z.array(z.unknown()) });

/**
 * Reads the step `platform:validate` of a template. One without it has not promised
 * that nothing is found in what it renders.
 */
export function readOwnChecks({ spec }: Entity): OwnChecks {
  const steps = specSchema.safeParse(spec).data?.steps ?? [];
  for (const step of steps) {
    const { data } = stepSchema.safeParse(step);
    if (data) {
      const { copied = [], ignored = [], failOnFindings } = data.input ?? {};
      return { areStrict: failOnFindings !== false, copied, ignored };
    }
  }
  return { areStrict: false, copied: [], ignored: [] };
}
