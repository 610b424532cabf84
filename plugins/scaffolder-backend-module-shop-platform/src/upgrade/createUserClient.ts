import {
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  createTemplatesClient,
  type TemplatesClient,
} from '@shop-platform/backstage-plugin-templates-common';

/** Asks the templates back end in the name of somebody. */
export async function createUserClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  credentials: BackstageCredentials;
}): Promise<TemplatesClient> {
  const { auth, discovery, credentials } = options;
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'templates',
  });
  return createTemplatesClient({
    baseUrl: await discovery.getBaseUrl('templates'),
    fetchApi: {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        request.headers.set('authorization', `Bearer ${token}`);
        return await fetch(request);
      },
    },
  });
}
