import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createRegionsClient } from '@shop-platform/backstage-plugin-regions-common';
import { regionsApiRef } from '../api';

export const regionsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: regionsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createRegionsClient({ fetchApi }),
    }),
});
