import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardLocator,
  type DashboardPanel,
  type DashboardQuery,
} from '@shop-platform/backstage-plugin-analytics-common';
import { EmptyState, PageStates, useLocale } from '@shop-platform/ui-kit';
import { type CSSProperties, useState } from 'react';
import { type DashboardView } from '../../hooks/useDashboardView';
import { usePanelData } from '../../hooks/usePanelData';
import { type PanelSource } from '../../model/panelSource';
import { textOf } from '../../model/text';
import { analyticsTranslationRef } from '../../translation';
import { MarkDialog } from './MarkDialog';
import styles from './Panel.module.css';
import { PanelChart } from './PanelChart';
import { PanelFooter } from './PanelFooter';
import { RowsDialog, type RowsQuestion } from './RowsDialog';
import { drawingHeightOf, LARGE_HEIGHT, widthOf } from './sizes';
import { SqlDialog } from './SqlDialog';
import { useMarks } from './useMarks';
import { usePanelMenu } from './usePanelMenu';

/** What a panel is shown with. */
export type PanelProps = {
  panel: DashboardPanel;
  queries: Readonly<Record<string, DashboardQuery>>;
  source: PanelSource;
  view: DashboardView;
  /** Where the dashboard is, for links to others beside it. */
  locator?: DashboardLocator;
  refreshMs?: number;
  isOnly?: boolean;
};

/** One question of a dashboard, answered: a chart in each of its states, how old it is and what it cost. */
export function Panel(props: PanelProps) {
  const { panel, queries, source, view, refreshMs, isOnly = false } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const title = textOf(panel.title, locale);
  const { state, refresh } = usePanelData({ source, panel, view, refreshMs });
  const [rows, setRows] = useState<RowsQuestion>();
  const [isSqlOpen, setSqlOpen] = useState(false);
  const data = state.status === 'ready' ? state.value : undefined;
  const onMark = useMarks({
    panel,
    data,
    view,
    locator: props.locator,
    hasRows: source.getRows !== undefined,
    onRows: setRows,
  });
  const menuItems = usePanelMenu({
    panel,
    view,
    isOnly,
    onRows: source.getRows && (() => setRows({ of: 'query', parameters: {} })),
    onSql: () => setSqlOpen(true),
  });
  const height = isOnly ? LARGE_HEIGHT : drawingHeightOf(panel);
  const width: CSSProperties & { '--width': number } = {
    '--width': isOnly ? 12 : widthOf(panel),
  };
  const description = panel.description && textOf(panel.description, locale);

  return (
    <section
      className={styles.panel}
      style={width}
      data-small={panel.type === 'value' || undefined}
      aria-label={title}
    >
      {!data?.rows.length && (
        <Text as="span" variant="body-medium" weight="bold">
          {title}
        </Text>
      )}
      <div className={styles.content}>
        <PageStates
          state={state}
          subject={title}
          skeleton={<Skeleton width="100%" height={height} />}
          isEmpty={answer => answer.rows.length === 0}
          empty={
            <EmptyState
              title={t('panel.emptyTitle')}
              description={description ?? t('panel.emptyDescription')}
            />
          }
          permission={analyticsDashboardReadPermission}
          onRetry={refresh}
        >
          {answer => (
            <PanelChart
              panel={panel}
              data={answer}
              frame={{ title, description, menuItems }}
              height={height}
              onMark={onMark}
              onBrush={({ from, to }) =>
                view.setRange({ kind: 'absolute', from, to })
              }
            />
          )}
        </PageStates>
      </div>
      {data && <PanelFooter data={data} />}
      {rows?.of === 'query' && source.getRows && (
        <RowsDialog
          title={title}
          panel={panel}
          question={rows}
          view={view}
          getRows={source.getRows}
          onClose={() => setRows(undefined)}
        />
      )}
      {rows?.of === 'answer' && (
        <MarkDialog
          title={title}
          answer={rows.answer}
          onClose={() => setRows(undefined)}
        />
      )}
      {isSqlOpen && (
        <SqlDialog
          title={title}
          sql={queries[panel.query]?.sql ?? ''}
          onClose={() => setSqlOpen(false)}
        />
      )}
    </section>
  );
}
