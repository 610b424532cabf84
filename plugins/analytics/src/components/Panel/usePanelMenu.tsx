import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCodeSSlashLine,
  RiFullscreenExitLine,
  RiFullscreenLine,
  RiListCheck2,
} from '@remixicon/react';
import { type DashboardPanel } from '@shop-platform/backstage-plugin-analytics-common';
import { type ChartMenuItem } from '@shop-platform/ui-kit';
import { type DashboardView } from '../../hooks/useDashboardView';
import { analyticsTranslationRef } from '../../translation';

/** What can be done with a panel, beside its table and its files. */
export function usePanelMenu(options: {
  panel: DashboardPanel;
  view: DashboardView;
  isOnly: boolean;
  onRows?: () => void;
  onSql: () => void;
}): ChartMenuItem[] {
  const { panel, view, isOnly, onRows, onSql } = options;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const hasRows = panel.drillDown && 'rows' in panel.drillDown;

  return [
    ...(hasRows && onRows
      ? [
          {
            id: 'rows',
            label: t('panel.rows'),
            icon: <RiListCheck2 />,
            onAction: onRows,
          },
        ]
      : []),
    {
      id: 'sql',
      label: t('panel.sql'),
      icon: <RiCodeSSlashLine />,
      onAction: onSql,
    },
    isOnly
      ? {
          id: 'smaller',
          label: t('panel.smaller'),
          icon: <RiFullscreenExitLine />,
          onAction: () => view.setOnlyPanel(undefined),
        }
      : {
          id: 'larger',
          label: t('panel.larger'),
          icon: <RiFullscreenLine />,
          onAction: () => view.setOnlyPanel(panel.id),
        },
  ];
}
