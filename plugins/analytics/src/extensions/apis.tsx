import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createAnalyticsClient } from '@shop-platform/backstage-plugin-analytics-common';
import { analyticsApiRef } from '../api';

export const analyticsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: analyticsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createAnalyticsClient({ fetchApi }),
    }),
});
