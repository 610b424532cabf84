import type { Attributes } from '@opentelemetry/api';
import type { Traced, Tracer } from '../tracing/index.ts';
import { Problem } from './problems.ts';

export function notFound(what: string, id: string): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no ${what} ${id}`,
  });
}

export function conflict(detail: string): Problem {
  return new Problem({
    type: 'state-conflict',
    status: 409,
    title: 'State conflict',
    detail,
  });
}

export function invalidField(pointer: string, detail: string): Problem {
  return new Problem({
    type: 'invalid-input',
    status: 400,
    title: 'Invalid input',
    detail: 'Nothing was changed; see errors for what to put right.',
    errors: [{ pointer, detail }],
  });
}

export function unavailable(what: string, cause: unknown): Problem {
  return new Problem({
    type: 'dependency-unavailable',
    status: 503,
    title: 'Dependency unavailable',
    detail: `${what} does not answer; try again in a moment.`,
    retryAfterSeconds: 5,
    cause,
  });
}

/**
 * A step of the business that may end in a refusal (a card declined, a product
 * out of stock): that is an answer and no failure of the step, so the span
 * names it and stays without an error.
 */
export async function refusable<T>(
  tracer: Tracer,
  name: string,
  fn: Traced<T>,
  attributes: Attributes = {},
): Promise<T> {
  const result = await tracer.start(
    name,
    async (ctx, span): Promise<{ value: T } | { refusal: Problem }> => {
      try {
        return { value: await fn(ctx, span) };
      } catch (error) {
        if (error instanceof Problem && error.options.status < 500) {
          span.setAttribute('shop.refusal', error.options.type);
          return { refusal: error };
        }
        throw error;
      }
    },
    { attributes },
  );
  if ('refusal' in result) {
    throw result.refusal;
  }
  return result.value;
}
