import { context, type Context } from '@opentelemetry/api';
import { z } from 'zod';
import { HttpStatusError } from '../outgoing/httpErrors.ts';

const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .optional(),
});

export type CalleeProblem = z.infer<typeof problemSchema>;

/** The other service refused and said why. */
export class CalleeError extends HttpStatusError {
  readonly problem: CalleeProblem | undefined;
  /** Where the answer says that to go on. */
  readonly location: string | undefined;

  constructor(
    url: URL,
    response: Response,
    problem: CalleeProblem | undefined,
  ) {
    super(url, response.status);
    this.name = 'CalleeError';
    this.problem = problem;
    this.location = response.headers.get('location') ?? undefined;
  }
}

export interface CalleeOptions {
  baseUrl: string;
  timeoutMs: number;
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  idempotencyKey?: string;
  body?: unknown;
}

/**
 * Another service whose refusals matter: unlike `ServiceClient` it hands on an
 * idempotency key and keeps the problem that comes back. It never repeats a
 * call by itself: whether that helps is for its caller to know.
 */
export class Callee {
  readonly #baseUrl: string;
  readonly #timeoutMs: number;

  constructor({ baseUrl, timeoutMs }: CalleeOptions) {
    this.#baseUrl = baseUrl;
    this.#timeoutMs = timeoutMs;
  }

  async call<T>(
    ctx: Context,
    path: string,
    schema: z.ZodType<T>,
    { method = 'GET', idempotencyKey, body }: CallOptions = {},
  ): Promise<T> {
    const url = new URL(path, this.#baseUrl);
    return await context.with(ctx, async () => {
      const response = await fetch(url, {
        method,
        headers: {
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      const text = await response.text();
      if (!response.ok) {
        throw new CalleeError(url, response, readProblem(text));
      }
      return schema.parse(text === '' ? undefined : JSON.parse(text));
    });
  }
}

function readProblem(text: string): CalleeProblem | undefined {
  try {
    return problemSchema.parse(JSON.parse(text));
  } catch {
    // A proxy's page, or nothing: the status has to do.
    return undefined;
  }
}
