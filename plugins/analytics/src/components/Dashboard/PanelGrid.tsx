import {
  type Dashboard,
  type DashboardLocator,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type DashboardView } from '../../hooks/useDashboardView';
import { type PanelSource } from '../../model/panelSource';
import { refreshMsOf } from '../../model/periods';
import { Panel } from '../Panel';
import styles from './Dashboard.module.css';

/** The panels of a dashboard in twelve columns, or the one that is looked at. */
export function PanelGrid(props: {
  dashboard: Dashboard;
  source: PanelSource;
  view: DashboardView;
  locator?: DashboardLocator;
}) {
  const { dashboard, source, view, locator } = props;
  const { panels, queries, refresh } = dashboard.spec;
  const only = panels.find(({ id }) => id === view.onlyPanel);

  return (
    <div className={styles.container}>
      <div className={styles.grid}>
        {(only ? [only] : panels).map(panel => (
          <Panel
            key={panel.id}
            panel={panel}
            queries={queries}
            source={source}
            view={view}
            locator={locator}
            refreshMs={refreshMsOf(refresh)}
            isOnly={only !== undefined}
          />
        ))}
      </div>
    </div>
  );
}
