import {
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  createTracesClient,
  type TracesClient,
} from '@shop-platform/backstage-plugin-traces-common';

export type TracesAccess = { auth: AuthService; discovery: DiscoveryService };

/** The traces back end, asked as this back end. */
export async function connectToTraces({
  auth,
  discovery,
}: TracesAccess): Promise<TracesClient> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await auth.getOwnServiceCredentials(),
    targetPluginId: 'traces',
  });
  return createTracesClient({
    baseUrl: await discovery.getBaseUrl('traces'),
    fetchApi: {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        request.headers.set('authorization', `Bearer ${token}`);
        return fetch(request);
      },
    },
  });
}
