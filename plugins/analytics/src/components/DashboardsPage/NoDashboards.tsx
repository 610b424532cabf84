import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { DASHBOARDS_ANNOTATION } from '@shop-platform/backstage-plugin-analytics-common';
import { EmptyState } from '@shop-platform/ui-kit';
import { DOCUMENTATION } from '../../model/documentation';
import { analyticsTranslationRef } from '../../translation';
import styles from './DashboardsPage.module.css';

const ANNOTATION = `# catalog-info.yaml
metadata:
  annotations:
    ${DASHBOARDS_ANNOTATION}: ./dashboards
`;

const FILE = `# dashboards/orders.yaml
apiVersion: shop-platform.io/v1
kind: Dashboard
metadata:
  name: orders
  title: Orders
spec:
  time: { default: 7d }
  queries:
    orders_over_time:
      sql: >-
        SELECT toStartOfInterval(created_at, toIntervalSecond({step:UInt32})) AS time,
          count() AS orders
        FROM orders_analytics
        WHERE created_at >= {from:DateTime64(3)} AND created_at < {to:DateTime64(3)}
        GROUP BY time ORDER BY time
  panels:
    - id: orders
      title: Orders
      type: timeSeries
      query: orders_over_time
      time: time
      values: [orders]
      width: 12
`;

/** How to get the first dashboard: a line for the entity, and a file beside it. */
export function NoDashboards(props: { description?: string }) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  return (
    <EmptyState
      title={t('list.emptyTitle')}
      description={
        <>
          <p>{props.description ?? t('list.emptyDescription')}</p>
          <div className={styles.snippets}>
            <pre>
              <code>{ANNOTATION}</code>
            </pre>
            <pre>
              <code>{FILE}</code>
            </pre>
          </div>
        </>
      }
      action={<Link href={DOCUMENTATION}>{t('list.documentation')}</Link>}
    />
  );
}
