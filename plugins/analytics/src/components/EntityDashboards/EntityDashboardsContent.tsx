import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardList,
  type DashboardSummary,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  PageStates,
  SkeletonCards,
  StaleNotice,
  useAsyncData,
  useLocale,
} from '@shop-platform/ui-kit';
import { useSearchParams } from 'react-router-dom';
import { analyticsApiRef } from '../../api';
import { locatorOf } from '../../model/locator';
import { textOf } from '../../model/text';
import { analyticsTranslationRef } from '../../translation';
import { DashboardContent } from '../Dashboard';
import { NoDashboards } from '../DashboardsPage/NoDashboards';
import { ProblemNotice } from '../ProblemNotice';
import styles from './EntityDashboards.module.css';
import { useEntityDashboards } from './useEntityDashboards';

/** One dashboard of the entity. */
function EntityDashboard(props: { summary: DashboardSummary }) {
  const { summary } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const locator = locatorOf(summary);
  const { state, refresh } = useAsyncData(
    signal => api.getDashboard(locator, { signal }),
    [api, summary.entityRef, summary.name],
  );

  if (summary.panels === 0) {
    return <ProblemNotice problems={summary.problems} />;
  }
  return (
    <PageStates
      state={state}
      subject={t('dashboard.subject', { name: summary.name })}
      skeleton={<SkeletonCards count={6} />}
      permission={analyticsDashboardReadPermission}
      onRetry={refresh}
    >
      {details => <DashboardContent details={details} locator={locator} />}
    </PageStates>
  );
}

function Chosen(props: { list: DashboardList }) {
  const { dashboards, unavailable } = props.list;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const [link, setLink] = useSearchParams();
  const chosen =
    dashboards.find(({ name }) => name === link.get('dashboard')) ??
    dashboards[0];

  return (
    <div className={styles.content}>
      {unavailable.map(({ entityRef, reason, since }) => (
        <StaleNotice
          key={entityRef}
          missing={[t('list.filesOf', { entity: entityRef })]}
          since={new Date(since)}
          error={new Error(reason)}
        />
      ))}
      {dashboards.length > 1 && (
        <ToggleButtonGroup
          aria-label={t('nav.dashboards')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={chosen ? [chosen.name] : []}
          onSelectionChange={keys => {
            const [name] = keys;
            if (name !== undefined) {
              // Another dashboard has other parameters and another time.
              setLink(new URLSearchParams({ dashboard: String(name) }));
            }
          }}
        >
          {dashboards.map(({ name, title }) => (
            <ToggleButton key={name} id={name}>
              {textOf(title, locale)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {chosen && <EntityDashboard key={chosen.name} summary={chosen} />}
    </div>
  );
}

/** The dashboards of an entity, on its page. */
export function EntityDashboardsContent() {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const { state, refresh } = useEntityDashboards();

  return (
    <PageStates
      state={state}
      subject={t('list.subject')}
      skeleton={<SkeletonCards count={6} />}
      isEmpty={({ dashboards, unavailable }) =>
        dashboards.length + unavailable.length === 0
      }
      empty={<NoDashboards description={t('entity.emptyDescription')} />}
      permission={analyticsDashboardReadPermission}
      onRetry={refresh}
    >
      {list => <Chosen list={list} />}
    </PageStates>
  );
}
