import { JsonValue } from '@backstage/types';
import { z } from 'zod';

/** The answer of `POST /api/scaffolder/v2/dry-run`. */
export const dryRunSchema = z.object({
  directoryContents: z.array(
    z.object({
      path: z.string(),
      base64Content: z.base64(),
      executable: z.boolean().optional(),
    }),
  ),
  output: z.record(z.string(), z.json()).default({}),
  log: z.array(z.object({ body: z.object({ message: z.string() }) })),
});

/** The answer to values that the parameters' schema does not allow. */
export const refusalSchema = z.object({
  errors: z
    .array(z.object({ property: z.string(), message: z.string() }))
    .nonempty(),
});

/**
 * As much as is needed of a JSON schema of an object.
 *
 * @public
 */
export type ObjectSchema = {
  properties?: Record<string, JsonValue>;
  required?: string[];
};

/**
 * An action of the scaffolder with its schemas.
 *
 * @public
 */
export type ActionDescription = {
  id: string;
  schema?: { input?: ObjectSchema; output?: ObjectSchema };
};

const objectSchema: z.ZodType<ObjectSchema> = z.object({
  properties: z.record(z.string(), z.json()).optional(),
  required: z.array(z.string()).optional(),
});

/** The answer of `GET /api/scaffolder/v2/actions`. */
export const actionsSchema: z.ZodType<ActionDescription[]> = z.array(
  z.object({
    id: z.string(),
    schema: z
      .object({
        input: objectSchema.optional(),
        output: objectSchema.optional(),
      })
      .optional(),
  }),
);
