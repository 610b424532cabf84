import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createChaosClient } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosApiRef } from '../api';

export const chaosApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: chaosApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createChaosClient({ fetchApi }),
    }),
});
