import { z } from 'zod';
import { type RenderRefusal } from './types';

/** By name and shape: a page may hold several copies of the class. */
const refusedSchema = z.object({
  name: z.literal('ResponseError'),
  body: z.object({
    error: z.object({
      refusals: z.array(
        z.object({
          path: z.string(),
          title: z.string().optional(),
          message: z.string(),
        }),
      ),
    }),
  }),
});

/**
 * Why the form does not take the values, where that is why a rendering was
 * refused; nothing for every other error.
 *
 * @public
 */
export function getRenderRefusals(error: unknown): RenderRefusal[] {
  const refused = refusedSchema.safeParse(error);
  return refused.success ? refused.data.body.error.refusals : [];
}
