import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createTemplatesClient } from '@shop-platform/backstage-plugin-templates-common';
import { templatesApiRef } from '../api';

export const templatesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: templatesApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createTemplatesClient({ fetchApi }),
    }),
});
