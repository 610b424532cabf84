import {
  createApiClient,
  dataOf,
} from '@shop-platform/backstage-plugin-platform-common';
import { type paths } from './schema/openapi.generated';
import { type RenderedTemplate, type TemplateRenderings } from './types';

/**
 * What comes with every call of a client.
 *
 * @public
 */
export type TemplatesClientCallOptions = {
  /** Ends the call. */
  signal?: AbortSignal;
};

/**
 * What to render.
 *
 * @public
 */
export type RenderTemplateRequest = {
  /** The template of the catalog, such as `template:default/istio-mesh`. */
  templateRef: string;
  /** What a person would type into the form; defaults can be left out. */
  values: Record<string, unknown>;
  /** The templates that this one is rendered for, the outermost first. */
  within?: string[];
};

/**
 * The templates API. Every method rejects with a `ResponseError` of
 * `@backstage/errors` when the back end refuses.
 *
 * @public
 */
export interface TemplatesClient {
  /** What a template makes of some values; nothing is published. */
  render(
    request: RenderTemplateRequest,
    options?: TemplatesClientCallOptions,
  ): Promise<RenderedTemplate>;

  /** What templates rendered into repositories, or what one entity was made from. */
  getRenderings(
    request?: { entityRef?: string },
    options?: TemplatesClientCallOptions,
  ): Promise<TemplateRenderings>;
}

/**
 * What a client is made of.
 *
 * @public
 */
export type TemplatesClientOptions = {
  /** Sends the requests with the caller's identity: the front end's `fetchApi`. */
  fetchApi: { fetch: typeof fetch };
  /** Where the API is. Default: `plugin://templates`, which the front end's `fetchApi` resolves. */
  baseUrl?: string;
};

/**
 * Makes a client of the templates API.
 *
 * @public
 */
export function createTemplatesClient({
  fetchApi,
  baseUrl = 'plugin://templates',
}: TemplatesClientOptions): TemplatesClient {
  const client = createApiClient<paths>({ fetchApi, baseUrl });
  return {
    render: (body, call) =>
      dataOf(client.request('post', '/render', { body, ...call })),
    getRenderings: ({ entityRef } = {}, call) =>
      dataOf(
        client.request('get', '/renderings', {
          params: { query: entityRef === undefined ? {} : { entityRef } },
          ...call,
        }),
      ),
  };
}
