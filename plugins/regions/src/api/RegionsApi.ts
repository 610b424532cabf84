import { createApiRef } from '@backstage/frontend-plugin-api';
import { type RegionsClient } from '@shop-platform/backstage-plugin-regions-common';

/** What the pages ask of the regions back end. */
export type RegionsApi = RegionsClient;

/** Ref of the API that the pages of the plugin use. */
export const regionsApiRef = createApiRef<RegionsApi>().with({
  id: 'plugin.regions.api',
  pluginId: 'regions',
});
