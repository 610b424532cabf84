import { connectToTraces, type TracesAccess } from './TracesAccess';

/** OpenTelemetry's name for the service that a span comes from. */
export const SERVICE_ATTRIBUTE = 'service.name';

/** The requests that a service answered in a window. */
export type Traffic = {
  requests: number;
  errors: number;
  p95Ms?: number;
  p99Ms?: number;
};

/** A window of time; milliseconds since 1970. */
export type Window = { from: number; to: number };

/** The traffic of each service, by its name. */
export type ReadTraffic = (
  window: Window,
  signal?: AbortSignal,
) => Promise<ReadonlyMap<string, Traffic>>;

/** Reads the traffic of all services from the traces back end. */
export function createTrafficReader(access: TracesAccess): ReadTraffic {
  return async ({ from, to }, signal) => {
    const client = await connectToTraces(access);
    const { groups } = await client.getRedByResource(
      {
        attribute: SERVICE_ATTRIBUTE,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      },
      { ...(signal ? { signal } : {}) },
    );
    const services = new Map<string, Traffic>();
    for (const { value, requests, errors, p95Ms, p99Ms } of groups) {
      const known = services.get(value);
      const p95s = [known?.p95Ms, p95Ms].filter(ms => ms !== undefined);
      const p99s = [known?.p99Ms, p99Ms].filter(ms => ms !== undefined);
      services.set(value, {
        requests: (known?.requests ?? 0) + requests,
        errors: (known?.errors ?? 0) + errors,
        // Quantiles of several sources cannot be added up: the worst counts.
        ...(p95s.length > 0 ? { p95Ms: Math.max(...p95s) } : {}),
        ...(p99s.length > 0 ? { p99Ms: Math.max(...p99s) } : {}),
      });
    }
    return services;
  };
}
