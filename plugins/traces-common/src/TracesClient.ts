import {
  createApiClient,
  dataOf,
} from '@shop-platform/backstage-plugin-platform-common';
import { type operations, type paths } from './schema/openapi.generated';

/**
 * The parameters of an operation of the traces API: those of
 * `TracesQuery<'searchTraces'>` are the filters of a search.
 *
 * @public
 */
export type TracesQuery<Id extends keyof operations> = NonNullable<
  operations[Id]['parameters']['query']
>;

/**
 * What an operation of the traces API answers.
 *
 * @public
 */
export type TracesAnswer<Id extends keyof operations> =
  operations[Id]['responses'][200]['content']['application/json'];

/**
 * What comes with every call of a client.
 *
 * @public
 */
export type TracesClientCallOptions = {
  /** Ends the call, and the work that the stores do for it. */
  signal?: AbortSignal;
};

/**
 * The traces API. Every method rejects with a `ResponseError` of
 * `@backstage/errors` when the back end refuses.
 *
 * @public
 */
export interface TracesClient {
  /** The configured sources and what each of them can answer. */
  getSources(
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getSources'>>;

  /** The services that sent spans in the window. */
  getServices(
    query: TracesQuery<'getServices'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getServices'>>;

  /** The operations of a service. */
  getOperations(
    query: TracesQuery<'getOperations'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getOperations'>>;

  /** One page of summaries, the newest first. */
  searchTraces(
    query: TracesQuery<'searchTraces'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'searchTraces'>>;

  /** A trace with its spans; the window only makes the answer faster. */
  getTrace(
    traceId: string,
    query?: TracesQuery<'getTrace'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getTrace'>>;

  /** Rate, errors and duration of a service over time. */
  getRed(
    query: TracesQuery<'getRed'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getRed'>>;

  /** Rate, errors and duration of all requests, by an attribute of what answered them. */
  getRedByResource(
    query: TracesQuery<'getRedByResource'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getRedByResource'>>;

  /** How the processes of a service are over time. */
  getRuntime(
    query: TracesQuery<'getRuntime'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getRuntime'>>;

  /** Which service called which. */
  getEdges(
    query: TracesQuery<'getEdges'>,
    options?: TracesClientCallOptions,
  ): Promise<TracesAnswer<'getEdges'>>;
}

/**
 * What a client is made of.
 *
 * @public
 */
export type TracesClientOptions = {
  /** Sends the requests with the reader's identity: the front end's `fetchApi`. */
  fetchApi: { fetch: typeof fetch };
  /** Where the API is. Default: `plugin://traces`, which the front end's `fetchApi` resolves. */
  baseUrl?: string;
};

/**
 * Makes a client of the traces API.
 *
 * @public
 */
export function createTracesClient({
  fetchApi,
  baseUrl = 'plugin://traces',
}: TracesClientOptions): TracesClient {
  const client = createApiClient<paths>({ fetchApi, baseUrl });
  return {
    getSources: call => dataOf(client.request('get', '/sources', { ...call })),
    getServices: (query, call) =>
      dataOf(
        client.request('get', '/services', { params: { query }, ...call }),
      ),
    getOperations: (query, call) =>
      dataOf(
        client.request('get', '/operations', { params: { query }, ...call }),
      ),
    searchTraces: (query, call) =>
      dataOf(client.request('get', '/search', { params: { query }, ...call })),
    getTrace: (traceId, query, call) =>
      dataOf(
        client.request('get', '/traces/{traceId}', {
          params: { path: { traceId }, query },
          ...call,
        }),
      ),
    getRed: (query, call) =>
      dataOf(client.request('get', '/red', { params: { query }, ...call })),
    getRedByResource: (query, call) =>
      dataOf(
        client.request('get', '/red-by-resource', {
          params: { query },
          ...call,
        }),
      ),
    getRuntime: (query, call) =>
      dataOf(client.request('get', '/runtime', { params: { query }, ...call })),
    getEdges: (query, call) =>
      dataOf(client.request('get', '/edges', { params: { query }, ...call })),
  };
}
