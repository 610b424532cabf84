import { parseEntityRef } from '@backstage/catalog-model';
import { type DashboardLocator } from '@shop-platform/backstage-plugin-analytics-common';

/** Where a dashboard of a list is. */
export function locatorOf(summary: {
  entityRef: string;
  name: string;
}): DashboardLocator {
  const { kind, namespace, name } = parseEntityRef(summary.entityRef);
  return {
    kind,
    namespace,
    entityName: name,
    dashboard: summary.name,
  };
}
