import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { createTemplateManifestAction } from './actions/createTemplateManifestAction';
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
        templating: scaffolderTemplatingExtensionPoint,
      },
      async init({ actions, templating }) {
        actions.addActions(createTemplateManifestAction());
        templating.addTemplateFilters(filters);
      },
    });
  },
});
