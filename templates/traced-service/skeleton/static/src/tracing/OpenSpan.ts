import {
  context,
  SpanStatusCode,
  type Context,
  type Span,
} from '@opentelemetry/api';
import {
  ATTR_DB_RESPONSE_STATUS_CODE,
  ATTR_ERROR_TYPE,
} from '@opentelemetry/semantic-conventions';
import type { Traced } from './Tracer.ts';

const sqlState = /^[0-9FHPX][0-9A-Z]{4}$/;

/** A span under way. It ends once: by `end`, or when a `using` block is left. */
export class OpenSpan {
  readonly span: Span;
  /** Carries the span: the parent of what is started with it. */
  readonly context: Context;
  #ended = false;

  constructor(span: Span, ctx: Context) {
    this.span = span;
    this.context = ctx;
  }

  /** Records what went wrong; the span is still open afterwards. */
  fail(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    const type = errorType(failure);
    this.span.recordException(failure);
    this.span.setAttribute(ATTR_ERROR_TYPE, type);
    if (sqlState.test(type)) {
      this.span.setAttribute(ATTR_DB_RESPONSE_STATUS_CODE, type);
    }
    this.span.setStatus({
      code: SpanStatusCode.ERROR,
      message: failure.message,
    });
  }

  end(): void {
    if (!this.#ended) {
      this.#ended = true;
      this.span.end();
    }
  }

  /** Runs `fn` with the span active, then ends it, failed if `fn` threw. */
  async run<T>(
    fn: Traced<T>,
    within: (ctx: Context) => Context = ctx => ctx,
  ): Promise<T> {
    try {
      return await context.with(within(this.context), () =>
        fn(this.context, this.span),
      );
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      this.end();
    }
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

/** A code where there is one (`ECONNREFUSED`, SQLSTATE `23505`), else the kind of error. */
function errorType(error: Error): string {
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : error.name;
}
