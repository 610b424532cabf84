import { useApi } from '@backstage/frontend-plugin-api';
import { type Dashboard } from '@shop-platform/backstage-plugin-analytics-common';
import { TimeRangePicker } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { analyticsApiRef } from '../../api';
import { useDashboardView } from '../../hooks/useDashboardView';
import { previewSource } from '../../model/panelSource';
import { PanelGrid } from '../Dashboard';
import { ParameterFields } from '../Dashboard/ParameterFields';
import { TenantField } from '../Dashboard/TenantField';
import styles from './EditorPage.module.css';

/** What a text would draw. */
export function Preview(props: { dashboard: Dashboard; yaml: string }) {
  const { dashboard, yaml } = props;
  const api = useApi(analyticsApiRef);
  const view = useDashboardView(dashboard);
  const source = useMemo(() => previewSource(api, yaml), [api, yaml]);

  return (
    <>
      <div className={styles.actions}>
        <TenantField view={view} />
        <ParameterFields
          parameters={dashboard.spec.parameters ?? []}
          view={view}
        />
        <TimeRangePicker defaultRange={view.defaultRange} />
      </div>
      <PanelGrid dashboard={dashboard} source={source} view={view} />
    </>
  );
}
