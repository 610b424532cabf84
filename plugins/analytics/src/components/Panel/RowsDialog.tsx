import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import {
  analyticsDashboardReadPermission,
  type DashboardPanel,
  type ParameterValues,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  type TimeRange,
  useAsyncData,
} from '@shop-platform/ui-kit';
import { type DashboardView } from '../../hooks/useDashboardView';
import { requestOf } from '../../hooks/usePanelData';
import { type Answer } from '../../model/answer';
import { type PanelSource } from '../../model/panelSource';
import { analyticsTranslationRef } from '../../translation';
import { ResultTable } from '../ResultTable';
import { PanelFooter } from './PanelFooter';

/** What is wanted of a mark; of no mark, with no parameters, all rows. */
export type RowsQuestion =
  | { of: 'query'; parameters: ParameterValues; range?: TimeRange }
  | { of: 'answer'; answer: Answer };

/** The rows behind a mark, or behind all of a panel. */
export function RowsDialog(props: {
  title: string;
  panel: DashboardPanel;
  question: Extract<RowsQuestion, { of: 'query' }>;
  view: DashboardView;
  getRows: NonNullable<PanelSource['getRows']>;
  onClose: () => void;
}) {
  const { title, panel, question, view, getRows, onClose } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const { state, refresh } = useAsyncData(
    signal =>
      getRows(
        panel.id,
        {
          ...requestOf({ ...view, range: question.range ?? view.range }),
          drillDown: question.parameters,
        },
        { signal },
      ),
    [getRows, panel.id, question],
  );
  const which = Object.entries(question.parameters)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
  const heading = t('panel.rowsOf', { title });

  return (
    <Dialog
      isOpen
      width="min(72rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{heading}</DialogHeader>
      <DialogBody>
        <PageStates
          state={state}
          subject={heading}
          skeleton={<SkeletonRows count={6} />}
          isEmpty={({ rows }) => rows.length === 0}
          empty={
            <EmptyState
              title={t('panel.noRowsTitle')}
              description={t('panel.noRowsDescription')}
            />
          }
          permission={analyticsDashboardReadPermission}
          onRetry={refresh}
        >
          {answer => (
            <>
              <ResultTable title={which || heading} answer={answer} />
              <PanelFooter data={answer} />
            </>
          )}
        </PageStates>
      </DialogBody>
    </Dialog>
  );
}
