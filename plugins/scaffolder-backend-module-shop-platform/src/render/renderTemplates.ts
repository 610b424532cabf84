import {
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  createTemplatesClient,
  type RenderedTemplateFile,
  type TemplatesClient,
} from '@shop-platform/backstage-plugin-templates-common';
import { minimatch } from 'minimatch';

/** As many use two cores where one at a time waits for files half of its time. */
const AT_ONCE = 4;

export type RenderTemplatesOptions = {
  auth: AuthService;
  discovery: DiscoveryService;
};

/** A template that is to be rendered into the workspace. */
export type Rendering = {
  /** The ref, complete. */
  template: string;
  values: Record<string, unknown>;
  /** The folder below the workspace that its files go to. */
  targetPath: string;
  /** Globs of the files that are left out. */
  exclude: readonly string[];
};

/** What a template made, without the files that are left out. */
export type RenderedFiles = Rendering & { files: RenderedTemplateFile[] };

/**
 * Renders templates for the caller, some at a time; what they made is in the order
 * in which they were asked for. The first that fails fails all.
 *
 * @param within - the templates that these are parts of, the outermost first
 */
export async function renderTemplates(
  options: RenderTemplatesOptions,
  request: {
    renderings: readonly Rendering[];
    within: string[];
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  },
): Promise<RenderedFiles[]> {
  const { renderings, within, credentials } = request;
  const client = await createClient(options, credentials);
  const failed = new AbortController();
  const signal = AbortSignal.any(
    [failed.signal, request.signal].filter(one => one !== undefined),
  );
  const rendered: RenderedFiles[] = [];
  const waiting = renderings.entries();
  const renderThose = async () => {
    for (const [index, rendering] of waiting) {
      rendered[index] = await render(client, rendering, { within, signal });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, renderThose));
  } catch (error) {
    failed.abort();
    throw error;
  }
  return rendered;
}

async function render(
  client: TemplatesClient,
  rendering: Rendering,
  { within, signal }: { within: string[]; signal: AbortSignal },
): Promise<RenderedFiles> {
  const { template, values, exclude } = rendering;
  try {
    const { files } = await client.render(
      { templateRef: template, values, within },
      { signal },
    );
    return {
      ...rendering,
      files: [...files].filter(
        ({ path }) =>
          !exclude.some(glob => minimatch(path, glob, { dot: true })),
      ),
    };
  } catch (error) {
    throw error instanceof ResponseError ? toOwnError(error) : error;
  }
}

/** The refusal in its own words, which are what the task's log shows. */
function toOwnError(error: ResponseError): Error {
  const { message } = error.body.error;
  switch (error.statusCode) {
    case 400:
      return new InputError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    default:
      return new Error(message);
  }
}

async function createClient(
  { auth, discovery }: RenderTemplatesOptions,
  onBehalfOf: BackstageCredentials,
): Promise<TemplatesClient> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf,
    targetPluginId: 'templates',
  });
  return createTemplatesClient({
    baseUrl: await discovery.getBaseUrl('templates'),
    fetchApi: {
      fetch: (input, init) => {
        const request = new Request(input, init);
        if (token) {
          request.headers.set('authorization', `Bearer ${token}`);
        }
        return fetch(request);
      },
    },
  });
}
