import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import { type DashboardSummary } from '@shop-platform/backstage-plugin-analytics-common';
import { useLocale } from '@shop-platform/ui-kit';
import { locatorOf } from '../../model/locator';
import { textOf } from '../../model/text';
import { dashboardRouteRef } from '../../routes';
import { analyticsTranslationRef } from '../../translation';
import { ProblemList } from '../ProblemList';
import styles from './DashboardsPage.module.css';

/** A dashboard in the list: what it shows, and what is wrong with its file. */
export function DashboardCard(props: { dashboard: DashboardSummary }) {
  const { dashboard } = props;
  const { title, description, panels, tags, problems } = dashboard;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const link = useRouteRef(dashboardRouteRef);
  const name = textOf(title, locale);
  const isReadable = panels > 0;

  return (
    <Card>
      <CardBody>
        <div className={styles.card}>
          {isReadable ? (
            <Link href={link?.(locatorOf(dashboard)) ?? '#'} weight="bold">
              {name}
            </Link>
          ) : (
            <Text weight="bold">{name}</Text>
          )}
          {description && (
            <Text variant="body-small">{textOf(description, locale)}</Text>
          )}
          <span className={styles.quiet}>
            {[isReadable && t('list.panels', { count: panels }), ...tags]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {problems.length > 0 && (
            <>
              <span className={styles.wrong}>
                <RiErrorWarningLine size={16} aria-hidden="true" />
                {t('list.problems', { count: problems.length })}
              </span>
              <ProblemList problems={problems} />
            </>
          )}
        </div>
      </CardBody>
    </Card>
  );
}
