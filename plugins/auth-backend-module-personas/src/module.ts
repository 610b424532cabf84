import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { createPersonasAuthenticator } from './authenticator';
import { LoopbackGuard } from './LoopbackGuard';
import { PROVIDER_ID, readPersonas } from './readPersonas';
import { signInAsPersona } from './signInAsPersona';

/**
 * Signs people in as one of the personas under `auth.providers.personas`;
 * does nothing when there are none.
 *
 * @public
 */
export const authModulePersonas = createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        // Read here and not by the provider: in development the auth plugin
        // only warns about a provider that fails, and this one must stop the start.
        const personas = readPersonas(config);
        if (!personas) {
          logger.debug(
            `No auth.providers.${PROVIDER_ID} in the configuration: nobody can sign in as a persona`,
          );
          return;
        }
        const guard = LoopbackGuard.fromConfig(config);

        providers.registerProvider({
          providerId: PROVIDER_ID,
          factory: createProxyAuthProviderFactory({
            authenticator: createPersonasAuthenticator({ personas, guard }),
            signInResolver: signInAsPersona,
          }),
        });
      },
    });
  },
});
