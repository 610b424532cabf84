import { toError } from '@backstage/errors';
import { type SteadyCheckSpec } from '@shop-platform/backstage-plugin-chaos-common';
import { type Components } from '../components/Components';
import {
  type CountedRequests,
  type ReadingOfRequests,
  type ReadRequests,
} from '../verdict/RequestsReader';
import { LATE_SPANS_MS } from '../verdict/windows';
import { NO_SERVICE, servicesOf } from './askTraces';
import { isWithin } from './describe';
import { type Answer, type Check, type Context } from './types';

/** In a shorter time a single request more or less is too much of the rate. */
const SHORTEST_MS = 10_000;

type RateSpec = Extract<SteadyCheckSpec, { type: 'rate' }>;

/**
 * How many requests a second a service gets, or each of all that are hit: the
 * lowest counts. That none came is a rate of nothing; that nobody knows is none.
 */
export async function askRate(
  check: Check,
  spec: RateSpec,
  context: Context,
  options: {
    readRequests: ReadRequests;
    readComponents(): Promise<Components>;
  },
): Promise<Answer> {
  const { from, region, since, signal } = context;
  // The last spans are still on their way: with their time, the rate would always be too low.
  const to = context.to - LATE_SPANS_MS;
  if (to - from < SHORTEST_MS) {
    return { isQuiet: true };
  }
  let services: string[];
  let reading: ReadingOfRequests;
  try {
    services = await servicesOf(spec, context, options);
    reading = await options.readRequests(
      { from, to, caller: spec.caller, region, since },
      signal,
    );
  } catch (error) {
    return {
      message: `the traces could not be read: ${toError(error).message}`,
    };
  }
  if (services.length === 0) {
    return { message: NO_SERVICE };
  }
  const { requests, unknown } = reading;
  const [lowest] = services
    .map(service => requests.get(service) ?? { count: 0 })
    .sort((one, other) => one.count - other.count);
  const value = (lowest.count * 1_000) / (to - from);
  const scope = scopeOf(lowest);
  if (isWithin(check, value)) {
    return { value, ok: true, ...scope };
  }
  // What did not answer may have counted what is missing.
  if (unknown.length > 0) {
    return { message: `not all requests are known: ${unknown.join('; ')}` };
  }
  const silent = services.filter(service => !requests.get(service)?.count);
  return {
    value,
    ok: false,
    ...scope,
    ...(silent.length > 0
      ? { message: `no request came to ${silent.join(', ')}` }
      : {}),
  };
}

function scopeOf({ scope }: Partial<CountedRequests>): Pick<Answer, 'scope'> {
  return scope === undefined ? {} : { scope };
}
