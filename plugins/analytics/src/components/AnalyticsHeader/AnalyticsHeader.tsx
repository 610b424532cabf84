import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import { type ReactNode } from 'react';
import {
  explorerRouteRef,
  pipelinesRouteRef,
  rootRouteRef,
} from '../../routes';
import { analyticsTranslationRef } from '../../translation';

/** The head of the pages that stand beside each other. */
export function AnalyticsHeader(props: {
  active: 'dashboards' | 'explorer' | 'pipelines';
  description: string;
  actions?: ReactNode;
}) {
  const { active, description, actions } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const explorer = useRouteRef(explorerRouteRef);
  const pipelines = useRouteRef(pipelinesRouteRef);

  return (
    <Header
      title={t('page.title')}
      description={description}
      customActions={actions}
      activeTabId={active}
      tabs={[
        { id: 'dashboards', label: t('nav.dashboards'), href: root?.() ?? '#' },
        {
          id: 'explorer',
          label: t('nav.explorer'),
          href: explorer?.() ?? '#',
        },
        {
          id: 'pipelines',
          label: t('nav.pipelines'),
          href: pipelines?.() ?? '#',
        },
      ]}
    />
  );
}
