import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { type RenderRefusal } from './types';

const bodySchema = z.object({
  error: z.object({
    refusals: z.array(
      z.object({
        path: z.string(),
        title: z.string().optional(),
        message: z.string(),
      }),
    ),
  }),
});

/**
 * Why the form does not take the values, where that is why a rendering was
 * refused; nothing for every other error.
 *
 * @public
 */
export function getRenderRefusals(error: unknown): RenderRefusal[] {
  if (!(error instanceof ResponseError)) {
    return [];
  }
  const body = bodySchema.safeParse(error.body);
  return body.success ? body.data.error.refusals : [];
}
