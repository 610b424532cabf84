import { createApiRef } from '@backstage/frontend-plugin-api';
import { type TracesClient } from '@shop-platform/backstage-plugin-traces-common';

/** What the pages ask of the traces back end. */
export type TracesApi = TracesClient;

/** Ref of the API that the pages of the plugin use. */
export const tracesApiRef = createApiRef<TracesApi>().with({
  id: 'plugin.traces.api',
  pluginId: 'traces',
});
