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
import { readSchedule } from './versions/config';
import { ProposalReader } from './versions/ProposalReader';
import { RenderingIndex } from './versions/RenderingIndex';
import { RepositoryReader } from './versions/RepositoryReader';
import { VisibleRenderings } from './versions/VisibleRenderings';

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
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({ auditor, config, httpAuth, httpRouter, ...deps }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const renderer = new AuthorizedRenderer({
          permissions: deps.permissions,
          renderer: new DryRunRenderer({
            auth: deps.auth,
            catalog: deps.catalog,
            discovery: deps.discovery,
            folders: new TemplateFolders({
              urlReader: deps.urlReader,
              integrations,
            }),
          }),
        });
        const index = new RenderingIndex({
          ...deps,
          reader: new RepositoryReader(deps),
          proposals: new ProposalReader({ integrations }),
        });
        await deps.scheduler.scheduleTask({
          ...readSchedule(config),
          id: 'read-renderings',
          // Each replica answers from its own memory.
          scope: 'local',
          fn: signal => index.refresh(signal),
        });
        const renderings = new VisibleRenderings({ ...deps, index });
        httpRouter.use(
          createRouter({ auditor, httpAuth, renderer, renderings }),
        );
      },
    });
  },
});
