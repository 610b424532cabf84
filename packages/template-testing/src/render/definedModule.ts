import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';

/** The filter that tells the renderer of an expression without a value. */
export const DEFINED_FILTER = 'strictlyDefined';

/** Adds the filter to a scaffolder; only instrumented templates use it. */
export function createDefinedModule(onUndefined: (id: string) => void) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'strictly-defined',
    register(reg) {
      reg.registerInit({
        deps: { templating: scaffolderTemplatingExtensionPoint },
        async init({ templating }) {
          templating.addTemplateFilters({
            [DEFINED_FILTER]: (value, id) => {
              if (value === undefined) {
                onUndefined(String(id));
              }
              return value;
            },
          });
        },
      });
    },
  });
}
