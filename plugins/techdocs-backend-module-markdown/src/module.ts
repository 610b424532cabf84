import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { MarkdownTechdocsGenerator } from './MarkdownTechdocsGenerator';

/**
 * Builds TechDocs sites inside the backend, from the same `mkdocs.yml` and
 * Markdown that MkDocs reads.
 *
 * @public
 */
export const techdocsModuleMarkdownGenerator = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown-generator',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        generator: techdocsGeneratorExtensionPoint,
      },
      async init({ config, logger, generator }) {
        generator.setTechdocsGenerator(
          MarkdownTechdocsGenerator.fromConfig(config, { logger }),
        );
      },
    });
  },
});
