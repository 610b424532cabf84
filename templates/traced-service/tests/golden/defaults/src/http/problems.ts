import { trace } from '@opentelemetry/api';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

const problemTypes = 'https://shop.example.com/problems';

export interface FieldProblem {
  /** JSON pointer into the body, or the name of the parameter. */
  pointer: string;
  detail: string;
}

export interface ProblemOptions {
  /** Last part of the type's URI; stable, for callers to compare. */
  type: string;
  status: number;
  title: string;
  detail?: string;
  errors?: FieldProblem[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An error that the caller is told about, as RFC 9457 describes it. */
export class Problem extends Error {
  readonly options: ProblemOptions;

  constructor(options: ProblemOptions) {
    super(options.detail ?? options.title, { cause: options.cause });
    this.name = 'Problem';
    this.options = options;
  }
}

/** The parsed input, or a problem that names each wrong field. */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: unknown,
): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  throw new Problem({
    type: 'invalid-input',
    status: 400,
    title: 'Invalid input',
    detail: 'Nothing was changed; see errors for what to put right.',
    errors: parsed.error.issues.map(({ path, message }) => ({
      pointer: `/${path.join('/')}`,
      detail: message,
    })),
  });
}

export function answerError(
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const options = toProblem(error);
  if (options.status >= 500) {
    request.log.error({ err: error }, error.message);
  }
  return answer(request, reply, options);
}

export function answerNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return answer(request, reply, {
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no ${request.method} ${request.url.split('?', 1).join()}`,
  });
}

function toProblem(error: FastifyError | Problem): ProblemOptions {
  if (error instanceof Problem) {
    return error.options;
  }
  const { statusCode = 500 } = error;
  if (statusCode >= 400 && statusCode < 500) {
    return {
      type: 'invalid-request',
      status: statusCode,
      title: 'Invalid request',
      detail: error.message,
    };
  }
  // What broke inside is for the log and the trace, not for the caller.
  return {
    type: 'internal-error',
    status: 500,
    title: 'Internal error',
    detail: 'The service failed; the trace says where.',
  };
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, status, title, detail, errors, retryAfterSeconds }: ProblemOptions,
): FastifyReply {
  if (retryAfterSeconds !== undefined) {
    reply.header('retry-after', Math.ceil(retryAfterSeconds));
  }
  return reply
    .status(status)
    .type('application/problem+json')
    .send({
      type: `${problemTypes}/${type}`,
      title,
      status,
      detail,
      instance: request.url,
      traceId: trace.getActiveSpan()?.spanContext().traceId,
      errors,
    });
}
