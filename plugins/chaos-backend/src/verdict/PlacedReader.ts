import {
  type SourceAnswer,
  type TracesClient,
} from '@shop-platform/backstage-plugin-traces-common';
import { HeardRegions, type Heard } from './HeardRegions';
import { connectToTraces, type TracesAccess } from './TracesAccess';
import { type PlacedTraffic } from './trafficIn';
import { type Window } from './TrafficReader';
import { whyFailed } from './whyFailed';

/** OpenTelemetry's name for the service that a span comes from. */
const SERVICE_ATTRIBUTE = 'service.name';
/** And for the region. */
export const REGION_ATTRIBUTE = 'cloud.region';

type Answer = { groups: PlacedTraffic[]; sources: readonly SourceAnswer[] };

/** What is read of all services. */
export type PlacedQuery = {
  windows: readonly Window[];
  /** That of the cluster which is broken. */
  region: string;
  /** From when on a span tells that spans name the region; milliseconds since 1970. */
  since: number;
};

/** Reads what every service answered, apart for each region, from the traces back end. */
export class PlacedReader {
  readonly #access: TracesAccess;
  readonly #heard = new HeardRegions();

  constructor(access: TracesAccess) {
    this.#access = access;
  }

  /** In several windows; with whether spans name the region at all. */
  async read(
    { windows, region, since }: PlacedQuery,
    signal: AbortSignal | undefined,
  ): Promise<{ answers: Answer[]; heard: Heard }> {
    const client = await connectToTraces(this.#access);
    const answers = await Promise.all(
      windows.map(async window => readWindow(client, window, signal)),
    );
    const all = answers.flatMap(({ groups }) => groups);
    if (names(all, region)) {
      this.#heard.keep(region, Math.min(...windows.map(({ from }) => from)));
      return { answers, heard: { isHeard: true } };
    }
    // Where spans name no region at all, they did not name this one before.
    if (all.every(group => group.region === undefined)) {
      return { answers, heard: { isHeard: false } };
    }
    // Of a region that is cut off no span comes for a while: it is none without
    // spans for that. The store knows, and forgets nothing when a portal restarts.
    const before = {
      from: since,
      to: Math.max(...windows.map(({ from }) => from)),
    };
    const heard = await this.#heard.isHeard({ region, since }, async () =>
      wasNamed(await readWindow(client, before, signal), region),
    );
    return { answers, heard };
  }
}

async function readWindow(
  client: TracesClient,
  { from, to }: Window,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { groups, sources } = await client.getRedByResource(
    {
      attribute: SERVICE_ATTRIBUTE,
      splitBy: REGION_ATTRIBUTE,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    },
    { ...(signal ? { signal } : {}) },
  );
  return {
    sources,
    groups: groups.map(({ value, split, ...traffic }) => ({
      service: value,
      ...(split === undefined ? {} : { region: split }),
      traffic,
    })),
  };
}

/** @throws where what did not answer may have named it */
function wasNamed({ groups, sources }: Answer, region: string): boolean {
  const failed = whyFailed(sources);
  if (names(groups, region)) {
    return true;
  }
  if (failed.length > 0) {
    throw new Error(failed.join('; '));
  }
  return false;
}

function names(groups: readonly PlacedTraffic[], region: string): boolean {
  return groups.some(group => group.region === region);
}
