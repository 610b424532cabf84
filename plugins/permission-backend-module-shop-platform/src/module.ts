import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readRoles } from '@shop-platform/backstage-plugin-permission-common';
import { assertRolesUsable, findUselessPatterns } from './checkRoles';
import { DecisionMetrics } from './DecisionMetrics';
import { RolePolicy } from './RolePolicy';

/**
 * Decides every permission by the roles under `permission.roles`.
 *
 * @public
 */
export const permissionModuleShopPlatform = createBackendModule({
  pluginId: 'permission',
  moduleId: 'shop-platform-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ config, logger, policy }) {
        const roles = readRoles(config);
        assertRolesUsable(roles, {
          enabled: config.getOptionalBoolean('permission.enabled') ?? false,
        });
        findUselessPatterns(roles).forEach(message => logger.warn(message));

        policy.setPolicy(
          new RolePolicy({ roles, logger, metrics: DecisionMetrics.create() }),
        );
      },
    });
  },
});
