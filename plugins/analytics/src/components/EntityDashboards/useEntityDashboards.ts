import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { type DashboardList } from '@shop-platform/backstage-plugin-analytics-common';
import { type AsyncData, useAsyncData } from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';

/** The dashboards of the entity of the page. */
export function useEntityDashboards(): AsyncData<DashboardList> {
  const api = useApi(analyticsApiRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return useAsyncData(
    signal => api.getDashboards({ entityRef }, { signal }),
    [api, entityRef],
  );
}
