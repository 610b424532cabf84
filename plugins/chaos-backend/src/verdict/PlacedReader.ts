import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import { connectToTraces, type TracesAccess } from './TracesAccess';
import { type PlacedTraffic } from './trafficIn';
import { type Window } from './TrafficReader';

/** OpenTelemetry's name for the service that a span comes from. */
const SERVICE_ATTRIBUTE = 'service.name';
/** And for the region. */
export const REGION_ATTRIBUTE = 'cloud.region';

type Answer = { groups: PlacedTraffic[]; sources: readonly SourceAnswer[] };

/** Reads what every service answered, apart for each region, from the traces back end. */
export class PlacedReader {
  readonly #access: TracesAccess;
  // Of a region that is cut off no span comes for a while: it is none without
  // spans for that. Only configured regions are asked for, so it stays small.
  readonly #heard = new Set<string>();

  constructor(access: TracesAccess) {
    this.#access = access;
  }

  /** In several windows; `isHeard` is whether spans name the region at all. */
  async read(
    { windows, region }: { windows: readonly Window[]; region: string },
    signal: AbortSignal | undefined,
  ): Promise<{ answers: Answer[]; isHeard: boolean }> {
    const client = await connectToTraces(this.#access);
    const answers = await Promise.all(
      windows.map(async ({ from, to }): Promise<Answer> => {
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
      }),
    );
    const isNamed = answers
      .flatMap(({ groups }) => groups)
      .some(group => group.region === region);
    if (isNamed) {
      this.#heard.add(region);
    }
    return { answers, isHeard: this.#heard.has(region) };
  }
}
