import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import { z } from 'zod';
import { PipelineBusyError, PipelineServiceError } from './errors';
import { problemSchema, runListSchema, runSchema } from './runSchema';

const TIMEOUT_MS = 10_000;

type Request = {
  path: string;
  body?: object;
  signal: AbortSignal;
};

/** Where a pipeline listens, and how it knows the portal. */
export type PipelineServiceOptions = {
  name: string;
  url: string;
  token: string | undefined;
  /** How long an answer may take. Default: 10 seconds. */
  timeoutMs?: number;
};

/** The service of one pipeline: starts its runs, and tells how far they are. */
export class PipelineService {
  readonly #options: PipelineServiceOptions;

  constructor(options: PipelineServiceOptions) {
    this.#options = options;
  }

  /** The latest runs, the newest first. */
  async runs(signal: AbortSignal): Promise<PipelineRun[]> {
    const { items } = await this.#ask({ path: '/runs', signal }, runListSchema);
    return items;
  }

  async run(id: string, signal: AbortSignal): Promise<PipelineRun> {
    return this.#ask(
      { path: `/runs/${encodeURIComponent(id)}`, signal },
      runSchema,
    );
  }

  async start(
    body: { tables?: string[] },
    signal: AbortSignal,
  ): Promise<PipelineRun> {
    return this.#ask({ path: '/runs', body, signal }, runSchema);
  }

  async backfill(
    body: { tables?: string[]; from: string; to: string },
    signal: AbortSignal,
  ): Promise<PipelineRun> {
    return this.#ask({ path: '/backfills', body, signal }, runSchema);
  }

  async #ask<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
    const { status, ok, text } = await this.#send(request);
    const answer = parseJson(text);
    if (!ok) {
      throw this.#refusal(status, answer);
    }
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new PipelineServiceError(
        `${
          this.#who
        } answered something that is not a run. Check analytics.pipelines[].url`,
        parsed.error,
      );
    }
    return parsed.data;
  }

  async #send({ path, body, signal }: Request) {
    const { url, token, timeoutMs = TIMEOUT_MS } = this.#options;
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      const { status, ok } = response;
      return { status, ok, text: await response.text() };
    } catch (error) {
      signal.throwIfAborted();
      throw new ServiceUnavailableError(
        `${this.#who} did not answer: ${reasonOf(
          error,
          timeoutMs,
        )}. See whether it runs, and try again`,
        error,
      );
    }
  }

  #refusal(status: number, answer: unknown): Error {
    const problem = problemSchema.safeParse(answer).data;
    const said = [
      problem?.detail ?? problem?.title ?? `it answered ${status}`,
      ...(problem?.errors ?? []).map(
        ({ pointer, detail }) => `${pointer} ${detail}`,
      ),
    ].join('; ');
    switch (status) {
      case 400:
      case 422:
        return new InputError(`${this.#who} refused: ${said}`);
      case 401:
      case 403:
        return new PipelineServiceError(
          `${
            this.#who
          } does not know the portal: an administrator corrects analytics.pipelines[].token`,
        );
      case 404:
        return new NotFoundError(`${this.#who} refused: ${said}`);
      case 429:
        return new PipelineBusyError(
          `${
            this.#who
          } has enough to do: ${said} Try again when a run has ended`,
        );
      case 503:
        return new ServiceUnavailableError(
          `${this.#who} cannot work now: ${said}`,
        );
      default:
        return new PipelineServiceError(
          `${this.#who} failed: ${said}. Its log says why`,
        );
    }
  }

  get #who(): string {
    return `The service of the pipeline '${this.#options.name}'`;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = toError(error);
  if (name === 'TimeoutError') {
    return `nothing came within ${timeoutMs / 1000} s`;
  }
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause
      ? String(cause.code)
      : message;
  return code === 'ECONNREFUSED' ? 'the connection was refused' : code;
}
