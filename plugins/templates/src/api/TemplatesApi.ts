import { createApiRef } from '@backstage/frontend-plugin-api';
import { type TemplatesClient } from '@shop-platform/backstage-plugin-templates-common';

/** What the pages ask of the templates back end. */
export type TemplatesApi = Pick<TemplatesClient, 'getRenderings'>;

/** Ref of the API that the pages of the plugin use. */
export const templatesApiRef = createApiRef<TemplatesApi>().with({
  id: 'plugin.templates.api',
  pluginId: 'templates',
});
