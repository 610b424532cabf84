import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton, Text } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardDetails,
  type DashboardPanelOf,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  isForbidden,
  isNotFound,
  PageStates,
  useAsyncData,
  useLocale,
} from '@shop-platform/ui-kit';
import { useId, useMemo } from 'react';
import { analyticsApiRef } from '../../api';
import { locatorOf } from '../../model/locator';
import { defaultRangeOf } from '../../model/periods';
import { textOf } from '../../model/text';
import { todaySource } from '../../model/todaySource';
import { dashboardRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';
import { KeyFigure } from '../EntityDashboards/KeyFigure';
import styles from '../EntityDashboards/EntityDashboards.module.css';

const INTERVAL_MS = 60_000;
const RANGE = defaultRangeOf('24h');

/** Who may not see the dashboard has no use for a card that says so. */
function isHidden(error: Error): boolean {
  return isForbidden(error) || isNotFound(error);
}

/** As many as there will be, and as high. */
function FiguresSkeleton({ panels }: { panels: readonly string[] }) {
  return (
    <div className={styles.figures}>
      {panels.map(id => (
        <Skeleton key={id} className={styles.figure} width="100%" />
      ))}
    </div>
  );
}

function panelsOf(
  { dashboard }: DashboardDetails,
  wanted: readonly string[],
): DashboardPanelOf<'value'>[] {
  return wanted.flatMap(id =>
    dashboard.spec.panels.flatMap(panel =>
      panel.type === 'value' && panel.id === id ? [panel] : [],
    ),
  );
}

/** Some numbers of a dashboard as they are today, against the same time yesterday. */
export function HomeFigures(props: {
  entityRef: string;
  dashboard: string;
  panels: readonly string[];
}) {
  const { entityRef, dashboard: name, panels } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const api = useApi(analyticsApiRef);
  const dashboardLink = useRouteRef(dashboardRouteRef);
  const titleId = useId();
  const locator = useMemo(
    () => locatorOf({ entityRef, name }),
    [entityRef, name],
  );
  const source = useMemo(() => todaySource(api, locator), [api, locator]);
  const { state, refresh } = useAsyncData(
    signal => api.getDashboard(locator, { signal }),
    [api, locator],
  );
  const refusal =
    state.status === 'error'
      ? state.error
      : state.status === 'ready' && state.stale;
  if (refusal && isHidden(refusal)) {
    return <></>;
  }
  const title =
    state.status === 'ready'
      ? textOf(state.value.dashboard.metadata.title, locale)
      : t('card.title');

  return (
    <section aria-labelledby={titleId}>
      <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
        {title}
      </Text>{' '}
      <Text variant="body-small" color="secondary">
        {t('home.period')}
      </Text>
      <PageStates
        state={state}
        subject={t('card.subject')}
        skeleton={<FiguresSkeleton panels={panels} />}
        isEmpty={details => panelsOf(details, panels).length === 0}
        empty={
          <EmptyState
            title={t('card.noFiguresTitle')}
            description={t('card.noFiguresDescription', { title })}
          />
        }
        permission={analyticsDashboardReadPermission}
        onRetry={refresh}
      >
        {details => (
          <div className={styles.figures}>
            {panelsOf(details, panels).map(panel => (
              <KeyFigure
                key={panel.id}
                panel={panel}
                source={source}
                range={RANGE}
                refreshMs={INTERVAL_MS}
              />
            ))}
          </div>
        )}
      </PageStates>
      {dashboardLink && (
        <ButtonLink
          size="small"
          variant="tertiary"
          href={dashboardLink(locator)}
        >
          {t('home.link')}
        </ButtonLink>
      )}
    </section>
  );
}
