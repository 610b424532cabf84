import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createTracesClient } from '@shop-platform/backstage-plugin-traces-common';
import { tracesApiRef } from '../api';

export const tracesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tracesApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createTracesClient({ fetchApi }),
    }),
});
