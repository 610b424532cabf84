import { createApiRef } from '@backstage/frontend-plugin-api';
import { type ChaosClient } from '@shop-platform/backstage-plugin-chaos-common';

/** What the pages ask of the chaos back end. */
export type ChaosApi = ChaosClient;

/** Ref of the API that the pages of the plugin use. */
export const chaosApiRef = createApiRef<ChaosApi>().with({
  id: 'plugin.chaos.api',
  pluginId: 'chaos',
});
