import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { type DashboardLocator } from '@shop-platform/backstage-plugin-analytics-common';
import { formatTimeRange, type TimeRange } from '@shop-platform/ui-kit';
import { type Behind } from '../model/drillDown';
import { parameterLink } from '../model/parameters';
import { dashboardRouteRef, tracesRouteRef } from '../routes';
import { type DashboardView } from './useDashboardView';

/** Where what is behind a mark is read; `undefined` for rows, and where there is no such page. */
export function useBehindLink(
  locator: DashboardLocator | undefined,
  view: Pick<DashboardView, 'range' | 'tenant'>,
): (behind: Behind, time?: TimeRange) => string | undefined {
  const entityLink = useRouteRef(entityRouteRef);
  const tracesLink = useRouteRef(tracesRouteRef);
  const dashboardLink = useRouteRef(dashboardRouteRef);

  return (behind, time = view.range) => {
    switch (behind.kind) {
      case 'entity':
        return entityLink?.(behind.ref);
      case 'traces': {
        const path = tracesLink?.();
        const search = new URLSearchParams([
          ...behind.search,
          ...formatTimeRange(time),
        ]);
        return path && `${path}?${search}`;
      }
      case 'dashboard': {
        const path =
          locator && dashboardLink?.({ ...locator, dashboard: behind.name });
        const search = new URLSearchParams([
          ...parameterLink(behind.parameters),
          ...formatTimeRange(view.range),
          ...(view.tenant ? [['tenant', view.tenant]] : []),
        ]);
        return path && `${path}?${search}`;
      }
      default:
        return undefined;
    }
  };
}
