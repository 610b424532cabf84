import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AuthorizedRenderer } from './render/AuthorizedRenderer';
import { DryRunRenderer } from './render/DryRunRenderer';
import { TemplateFolders } from './render/TemplateFolders';
import { createRouter } from './router/createRouter';

/**
 * Renders the software templates of the catalog for others: a form that shows
 * what it would make, and templates that are made of templates.
 *
 * @public
 */
export const templatesPlugin = createBackendPlugin({
  pluginId: 'templates',
  register(reg) {
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        urlReader: coreServices.urlReader,
      },
      async init({ auditor, config, httpAuth, httpRouter, ...deps }) {
        const renderer = new AuthorizedRenderer({
          permissions: deps.permissions,
          renderer: new DryRunRenderer({
            auth: deps.auth,
            catalog: deps.catalog,
            discovery: deps.discovery,
            folders: new TemplateFolders({
              urlReader: deps.urlReader,
              integrations: ScmIntegrations.fromConfig(config),
            }),
          }),
        });
        httpRouter.use(createRouter({ auditor, httpAuth, renderer }));
      },
    });
  },
});
