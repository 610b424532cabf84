import {
  createApiClient,
  dataOf,
} from '@shop-platform/backstage-plugin-platform-common';
import { type paths } from './schema/openapi.generated';
import { type EntityRegions, type Region } from './types';

/**
 * What comes with every call of a client.
 *
 * @public
 */
export type RegionsClientCallOptions = {
  /** Ends the call. */
  signal?: AbortSignal;
};

/**
 * The regions API. Every method rejects with a `ResponseError` of
 * `@backstage/errors` when the back end refuses.
 *
 * @public
 */
export interface RegionsClient {
  /** All regions, as last read. */
  getRegions(options?: RegionsClientCallOptions): Promise<{
    regions: Region[];
  }>;

  /** One region, with every workload of its clusters. */
  getRegion(name: string, options?: RegionsClientCallOptions): Promise<Region>;

  /** Where an entity runs. */
  getEntityRegions(
    entity: { kind: string; namespace: string; name: string },
    options?: RegionsClientCallOptions,
  ): Promise<EntityRegions>;
}

/**
 * What a client is made of.
 *
 * @public
 */
export type RegionsClientOptions = {
  /** Sends the requests with the reader's identity: the front end's `fetchApi`. */
  fetchApi: { fetch: typeof fetch };
  /** Where the API is. Default: `plugin://regions`, which the front end's `fetchApi` resolves. */
  baseUrl?: string;
};

/**
 * Makes a client of the regions API.
 *
 * @public
 */
export function createRegionsClient({
  fetchApi,
  baseUrl = 'plugin://regions',
}: RegionsClientOptions): RegionsClient {
  const client = createApiClient<paths>({ fetchApi, baseUrl });
  return {
    getRegions: call => dataOf(client.request('get', '/', { ...call })),
    getRegion: (name, call) =>
      dataOf(
        client.request('get', '/{name}', {
          params: { path: { name } },
          ...call,
        }),
      ),
    getEntityRegions: ({ kind, namespace, name }, call) =>
      dataOf(
        client.request('get', '/entities/{kind}/{namespace}/{name}', {
          params: { path: { kind, namespace, name } },
          ...call,
        }),
      ),
  };
}
