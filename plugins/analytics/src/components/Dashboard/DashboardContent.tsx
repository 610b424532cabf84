import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import {
  type DashboardDetails,
  type DashboardLocator,
} from '@shop-platform/backstage-plugin-analytics-common';
import { TimeRangePicker, useLocale } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { analyticsApiRef } from '../../api';
import { useDashboardView } from '../../hooks/useDashboardView';
import { useFullScreen } from '../../hooks/useFullScreen';
import { dashboardSource } from '../../model/panelSource';
import { textOf } from '../../model/text';
import { analyticsTranslationRef } from '../../translation';
import { ProblemNotice } from '../ProblemNotice';
import styles from './Dashboard.module.css';
import { DashboardActions } from './DashboardActions';
import { PanelGrid } from './PanelGrid';
import { ParameterFields } from './ParameterFields';
import { TenantField } from './TenantField';

/** A dashboard below its title: what is chosen, and its panels. */
export function DashboardContent(props: {
  details: DashboardDetails;
  locator: DashboardLocator;
}) {
  const { details, locator } = props;
  const { dashboard, problems } = details;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const api = useApi(analyticsApiRef);
  const view = useDashboardView(dashboard);
  useFullScreen(view.isFullScreen, () => view.setFullScreen(false));
  const { kind, namespace, entityName, dashboard: name } = locator;
  const source = useMemo(
    () =>
      dashboardSource(api, { kind, namespace, entityName, dashboard: name }),
    [api, kind, namespace, entityName, name],
  );
  const { parameters = [] } = dashboard.spec;

  return (
    <div className={styles.content} data-full={view.isFullScreen || undefined}>
      <div className={styles.bar}>
        <div className={styles.parameters}>
          {view.isFullScreen && (
            <h2 className={styles.name}>
              {textOf(dashboard.metadata.title, locale)}
            </h2>
          )}
          <TenantField view={view} />
          <ParameterFields
            parameters={parameters}
            locator={locator}
            view={view}
          />
        </div>
        <div className={styles.actions}>
          <DashboardActions view={view} locator={locator} />
          <TimeRangePicker defaultRange={view.defaultRange} />
        </div>
      </div>
      {problems.length > 0 && <ProblemNotice problems={problems} />}
      {view.onlyPanel && (
        <div>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiArrowLeftLine />}
            onPress={() => view.setOnlyPanel(undefined)}
          >
            {t('dashboard.allPanels')}
          </Button>
        </div>
      )}
      <PanelGrid
        dashboard={dashboard}
        source={source}
        view={view}
        locator={locator}
      />
    </div>
  );
}
