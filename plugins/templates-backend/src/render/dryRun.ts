import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { type RenderRefusal } from '@shop-platform/backstage-plugin-templates-common';
import { z } from 'zod';
import { RenderFailedError, TemplateRefusedError } from './errors';

/** The answer of the scaffolder's `POST /v2/dry-run`. */
export const dryRunSchema = z.object({
  directoryContents: z.array(
    z.object({
      path: z.string(),
      base64Content: z.string(),
      executable: z.boolean().optional(),
    }),
  ),
  output: z.record(z.string(), z.unknown()).nullish(),
  log: z.array(
    z.object({
      body: z.object({
        stepId: z.string().optional(),
        message: z.string(),
      }),
    }),
  ),
});

const refusedSchema = z.object({
  errors: z
    .array(
      z.object({
        path: z.array(z.union([z.string(), z.number()])).default([]),
        name: z.string().optional(),
        argument: z.unknown(),
        message: z.string(),
        schema: z.unknown(),
      }),
    )
    .nonempty(),
});

const failedSchema = z.object({ error: z.object({ message: z.string() }) });

/** What an author says about a value, where the form would say it. */
const wordsSchema = z.looseObject({
  title: z.string().optional(),
  errorMessage: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional(),
});

type Refused = z.infer<typeof refusedSchema>['errors'][number];

/** The error that a refusal of the scaffolder is to the caller. */
export function toRenderError(
  templateRef: string,
  status: number,
  answer: unknown,
): Error {
  const refused = refusedSchema.safeParse(answer);
  if (status === 400 && refused.success) {
    return new TemplateRefusedError(
      templateRef,
      refused.data.errors.map(toRefusal),
    );
  }
  const failed = failedSchema.safeParse(answer);
  const message = `${templateRef} was not rendered: ${
    failed.success ? failed.data.error.message : `HTTP ${status}`
  }`;
  switch (status) {
    case 400:
      return new InputError(message);
    case 401:
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    default:
      return new RenderFailedError(message);
  }
}

function toRefusal(refused: Refused): RenderRefusal {
  const { path, name, argument, message } = refused;
  const words = wordsSchema.safeParse(refused.schema);
  const { title, errorMessage } = words.success ? words.data : {};
  const own =
    typeof errorMessage === 'string'
      ? errorMessage
      : errorMessage?.[name ?? ''];
  // What is missing is said of the object that it is missing from.
  const missing = name === 'required' && typeof argument === 'string';
  return {
    path: (missing ? [...path, argument] : path).join('.'),
    ...(title && !missing ? { title } : {}),
    message: typeof own === 'string' ? own : message,
  };
}
