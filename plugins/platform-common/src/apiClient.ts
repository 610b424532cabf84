import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';

/**
 * What a client of a back end is made of.
 *
 * @public
 */
export type ApiClientOptions = {
  /** Sends the requests with the reader's identity: the front end's `fetchApi`. */
  fetchApi: { fetch: typeof fetch };
  /** Where the API is: `plugin://chaos`, which the front end's `fetchApi` resolves. */
  baseUrl: string;
};

/**
 * Makes a client of an API that has an OpenAPI document, whose types are
 * `Paths`. A refusal rejects with a `ResponseError` of `@backstage/errors`.
 *
 * @public
 */
export function createApiClient<Paths extends object>({
  fetchApi,
  baseUrl,
}: ApiClientOptions): Client<Paths> {
  const client = createClient<Paths>({
    baseUrl,
    // The front end's `fetchApi` makes new requests of the one it is given, and a stream can be read once.
    fetch: async request =>
      fetchApi.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        signal: request.signal,
        // Not every browser has the stream as `body`, so its text says whether there is one.
        body: (await request.text()) || undefined,
      }),
  });
  client.use({
    async onResponse({ response }) {
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
    },
  });
  return client;
}

/**
 * What a call of such a client was answered.
 *
 * @public
 */
export async function dataOf<T>(
  call: Promise<{ data?: T; response: Response }>,
): Promise<T> {
  const { data, response } = await call;
  // A refusal has become an error by now, so this is an answer without data.
  if (data === undefined) {
    throw await ResponseError.fromResponse(response);
  }
  return data;
}
