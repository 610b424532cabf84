import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { kubernetesPermissions } from '@backstage/plugin-kubernetes-common';
import { type Permission } from '@backstage/plugin-permission-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { analyticsPermissions } from '@shop-platform/backstage-plugin-analytics-common';
import { chaosPermissions } from '@shop-platform/backstage-plugin-chaos-common';
import { platformPermissions } from '@shop-platform/backstage-plugin-platform-common';
import { regionsPermissions } from '@shop-platform/backstage-plugin-regions-common';
import { tracesPermissions } from '@shop-platform/backstage-plugin-traces-common';

/**
 * The permissions this module knows before any plugin has started: enough to
 * find mistakes in the roles early. The policy itself decides any permission.
 */
export const knownPermissions: Permission[] = [
  ...catalogPermissions,
  ...scaffolderPermissions,
  ...kubernetesPermissions,
  ...platformPermissions,
  ...analyticsPermissions,
  ...chaosPermissions,
  ...regionsPermissions,
  ...tracesPermissions,
];
