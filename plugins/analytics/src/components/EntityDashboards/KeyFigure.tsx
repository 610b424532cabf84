import { Skeleton, Text } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardPanelOf,
} from '@shop-platform/backstage-plugin-analytics-common';
import { PageStates, type TimeRange, useLocale } from '@shop-platform/ui-kit';
import { usePanelData } from '../../hooks/usePanelData';
import { type PanelSource } from '../../model/panelSource';
import { textOf } from '../../model/text';
import { ValuePanel } from '../Panel/charts/ValuePanel';
import { PanelFooter } from '../Panel/PanelFooter';
import styles from './EntityDashboards.module.css';

const HEIGHT = 88;
const NO_PARAMETERS = {};
const noBrush = () => {};

/** One number of an entity, compared with before. */
export function KeyFigure(props: {
  panel: DashboardPanelOf<'value'>;
  source: PanelSource;
  range: TimeRange;
  refreshMs?: number;
}) {
  const { panel, source, range, refreshMs } = props;
  const title = textOf(panel.title, useLocale());
  const view = { range, parameters: NO_PARAMETERS, compare: true };
  const { state, refresh } = usePanelData({ source, panel, view, refreshMs });

  return (
    <div className={styles.figure}>
      {state.status !== 'ready' && <Text weight="bold">{title}</Text>}
      <PageStates
        state={state}
        subject={title}
        skeleton={<Skeleton width="100%" height={HEIGHT} />}
        permission={analyticsDashboardReadPermission}
        onRetry={refresh}
      >
        {data => (
          <>
            <ValuePanel
              panel={panel}
              data={data}
              frame={{ title, menuItems: [] }}
              height={HEIGHT}
              onBrush={noBrush}
            />
            <PanelFooter data={data} />
          </>
        )}
      </PageStates>
    </div>
  );
}
