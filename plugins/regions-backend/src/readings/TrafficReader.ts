import {
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  type Reading,
  type RegionTraffic,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  createTracesClient,
  type TracesAnswer,
} from '@shop-platform/backstage-plugin-traces-common';
import { AbsentError } from './errors';

const WINDOW_SECONDS = 300;

/** OpenTelemetry's name for the region that a span comes from. */
const REGION_ATTRIBUTE = 'cloud.region';

export type TrafficOfRegions = {
  byRegion: ReadonlyMap<string, RegionTraffic>;
  /** The sources that did not answer, with their reasons. */
  failures: string[];
  /** Since when some source does not. */
  failingSince?: string;
};

/** Adds up what several sources counted; their quantiles cannot be added up. */
function addUp({
  groups,
  sources,
}: TracesAnswer<'getRedByResource'>): TrafficOfRegions {
  if (!sources.some(({ state }) => state !== 'unsupported')) {
    throw new AbsentError(
      sources.length === 0
        ? 'no source of traces is configured'
        : 'not available by region: the sources of traces cannot count by region',
    );
  }
  const byRegion = new Map<string, RegionTraffic>();
  for (const { value, requests, errors, p95Ms } of groups) {
    const known = byRegion.get(value);
    const total = {
      windowSeconds: WINDOW_SECONDS,
      requests: (known?.requests ?? 0) + requests,
      errors: (known?.errors ?? 0) + errors,
    };
    const p95s = [known?.p95Ms, p95Ms].filter(ms => ms !== undefined);
    byRegion.set(value, {
      ...total,
      ...(total.requests > 0
        ? { errorRate: total.errors / total.requests }
        : {}),
      ...(p95s.length > 0 ? { p95Ms: Math.max(...p95s) } : {}),
    });
  }
  return {
    byRegion,
    failures: sources
      .filter(({ state }) => state === 'failed')
      .map(({ title, message }) => `${title}: ${message}`),
  };
}

/** What of the answer is about one region. */
export function trafficOf(
  region: string,
  reading: Reading<TrafficOfRegions>,
): Reading<RegionTraffic> {
  if (reading.state !== 'known') {
    return reading;
  }
  const { at, value } = reading;
  const traffic = value.byRegion.get(region);
  if (traffic) {
    return { state: 'known', at, value: traffic };
  }
  // Nothing was heard of the region; a source that failed may know more.
  return value.failures.length > 0
    ? {
        state: 'unknown',
        since: value.failingSince ?? at,
        reason: value.failures.join('; '),
      }
    : {
        state: 'known',
        at,
        value: { windowSeconds: WINDOW_SECONDS, requests: 0, errors: 0 },
      };
}

/** Asks the traces back end for the requests of the last minutes, region by region. */
export class TrafficReader {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  #failingSince: string | undefined;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  async read(signal: AbortSignal): Promise<TrafficOfRegions> {
    const client = createTracesClient({
      baseUrl: await this.#discovery.getBaseUrl('traces'),
      fetchApi: { fetch: await this.#authorizedFetch() },
    });
    const to = new Date();
    const from = new Date(to.getTime() - WINDOW_SECONDS * 1000);
    const answer = await client.getRedByResource(
      {
        attribute: REGION_ATTRIBUTE,
        from: from.toISOString(),
        to: to.toISOString(),
      },
      { signal },
    );
    const traffic = addUp(answer);
    this.#failingSince =
      traffic.failures.length > 0
        ? this.#failingSince ?? to.toISOString()
        : undefined;
    return this.#failingSince === undefined
      ? traffic
      : { ...traffic, failingSince: this.#failingSince };
  }

  async #authorizedFetch(): Promise<typeof fetch> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'traces',
    });
    return async (input, init) => {
      const request = new Request(input, init);
      request.headers.set('authorization', `Bearer ${token}`);
      const response = await fetch(request);
      if (response.status === 404) {
        throw new AbsentError('the traces plugin is not installed');
      }
      return response;
    };
  }
}
