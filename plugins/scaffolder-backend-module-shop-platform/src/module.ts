import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { clustersServiceRef } from '@shop-platform/backstage-plugin-clusters-node';
import { platformPermissions } from '@shop-platform/backstage-plugin-platform-common';
import { FolderChecks } from '@shop-platform/template-checks';
import { createAddNewFilesAction } from './actions/createAddNewFilesAction';
import { createAddToRepositoryAction } from './actions/createAddToRepositoryAction';
import { createCheckRangesAction } from './actions/createCheckRangesAction';
import { createDeployAction } from './actions/createDeployAction';
import { createPreviewFilesAction } from './actions/createPreviewFilesAction';
import { createRenderTemplateAction } from './actions/createRenderTemplateAction';
import { createRenderTemplatesAction } from './actions/createRenderTemplatesAction';
import { createServiceGraphAction } from './actions/createServiceGraphAction';
import { createTemplateManifestAction } from './actions/createTemplateManifestAction';
import { createUpgradeTemplateAction } from './actions/createUpgradeTemplateAction';
import { createValidateAction } from './actions/createValidateAction';
import { readMaxProcesses } from './config';
import { filters } from './filters/filters';

/**
 * Adds the actions and filters that the shop platform's templates use.
 *
 * @public
 */
export const scaffolderModuleShopPlatform = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'shop-platform',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        templating: scaffolderTemplatingExtensionPoint,
        urlReader: coreServices.urlReader,
      },
      async init({
        actions,
        config,
        permissionsRegistry,
        templating,
        ...services
      }) {
        permissionsRegistry.addPermissions(platformPermissions);
        const integrations = ScmIntegrations.fromConfig(config);
        // One for all tasks: they share the memory.
        const checks = new FolderChecks({
          maxProcesses: readMaxProcesses(config),
        });
        actions.addActions(
          createTemplateManifestAction(),
          createServiceGraphAction({ catalog: services.catalog }),
          createRenderTemplateAction(services),
          createRenderTemplatesAction(services),
          createCheckRangesAction(),
          createPreviewFilesAction(),
          createValidateAction({ checks }),
          createDeployAction({
            ...services,
            baseUrl: config.getOptionalString('app.baseUrl') ?? '',
            integrations,
          }),
          createUpgradeTemplateAction({ ...services, integrations, checks }),
          createAddToRepositoryAction({ ...services, integrations, checks }),
          createAddNewFilesAction({ ...services, integrations }),
        );
        templating.addTemplateFilters(filters);
      },
    });
  },
});
