import { toError } from '@backstage/errors';
import { type SteadyCheckSpec } from '@shop-platform/backstage-plugin-chaos-common';
import { type Components } from '../components/Components';
import { ENOUGH_REQUESTS } from '../verdict/enough';
import { type ReadTraffic, type Traffic } from '../verdict/TrafficReader';
import { isWithin } from './describe';
import { type Answer, type Check, type Context } from './types';

type TracesSpec = Extract<SteadyCheckSpec, { type: 'latency' | 'errors' }>;

export const NO_SERVICE =
  'nothing that is hit has a name in the traces: name a service';

/** The services that a check is about, by their names in the traces. */
export async function servicesOf(
  { service }: { service?: string | undefined },
  { entities }: Pick<Context, 'entities'>,
  { readComponents }: { readComponents(): Promise<Components> },
): Promise<string[]> {
  if (service !== undefined) {
    return [service];
  }
  const components = await readComponents();
  return entities.flatMap(ref => components.get(ref)?.service ?? []);
}

/** Reads the requests of a service, or of all that are hit: the worst counts. */
export async function askTraces(
  check: Check,
  spec: TracesSpec,
  context: Context,
  options: { readTraffic: ReadTraffic; readComponents(): Promise<Components> },
): Promise<Answer> {
  let traffic: Awaited<ReturnType<ReadTraffic>>;
  let services: string[];
  try {
    const { from, to, region, since, signal } = context;
    services = await servicesOf(spec, context, options);
    traffic = await options.readTraffic(
      { windows: [{ from, to }], region, since },
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
  if (traffic.failed.length > 0) {
    return {
      message: `not all requests are known: ${traffic.failed.join('; ')}`,
    };
  }
  const [worst] = services
    .flatMap(service => {
      const { scope, windows = [] } = traffic.services.get(service) ?? {};
      const value = windows[0] && valueOf(spec, windows[0]);
      return scope === undefined || value === undefined
        ? []
        : [{ value, scope }];
    })
    .sort((one, other) => other.value - one.value);
  return worst
    ? { ...worst, ok: isWithin(check, worst.value) }
    : { isQuiet: true };
}

function valueOf(spec: TracesSpec, traffic: Traffic): number | undefined {
  if (traffic.requests < ENOUGH_REQUESTS) {
    return undefined;
  }
  if (spec.type === 'errors') {
    return traffic.errors / traffic.requests;
  }
  return spec.percentile === 99 ? traffic.p99Ms : traffic.p95Ms;
}
