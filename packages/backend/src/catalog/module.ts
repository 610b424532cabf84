import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { FilePlaceholderProcessor } from './FilePlaceholderProcessor';

/** Lets catalog files on this machine keep their API definitions in files of their own. */
export const catalogModuleFilePlaceholders = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'file-placeholders',
  register(registry) {
    registry.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addProcessor(new FilePlaceholderProcessor());
      },
    });
  },
});
