import {
  type DashboardLocator,
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type TimeRange } from '@shop-platform/ui-kit';
import { useNavigate } from 'react-router-dom';
import { useBehindLink } from '../../hooks/useBehind';
import { type DashboardView } from '../../hooks/useDashboardView';
import { cellReader, type Row, toDate } from '../../model/answer';
import { behind } from '../../model/drillDown';
import { type RowsQuestion } from './RowsDialog';

/** The step of time that a mark stands for; `undefined` for marks without a time. */
function timeOf(
  panel: DashboardPanel,
  data: PanelData,
  row: Row,
): TimeRange | undefined {
  const from =
    panel.type === 'timeSeries'
      ? toDate(cellReader(data)(row, panel.time))
      : undefined;
  return (
    from && {
      kind: 'absolute',
      from,
      to: new Date(from.getTime() + data.stepSeconds * 1000),
    }
  );
}

/** Leads on from a mark: to its rows, or to another page; `undefined` where marks lead nowhere. */
export function useMarks(options: {
  panel: DashboardPanel;
  data: PanelData | undefined;
  view: DashboardView;
  locator?: DashboardLocator;
  onRows?: (question: RowsQuestion) => void;
}): ((row: Row) => void) | undefined {
  const { panel, data, view, locator, onRows } = options;
  const navigate = useNavigate();
  const linkOf = useBehindLink(locator, view);
  const { drillDown } = panel;

  if (!drillDown || !data || ('rows' in drillDown && !onRows)) {
    return undefined;
  }
  return row => {
    const target = behind(drillDown, row, cellReader(data));
    if (target?.kind === 'rows') {
      onRows?.({ parameters: target.parameters });
      return;
    }
    const link = target && linkOf(target, timeOf(panel, data, row));
    if (link) {
      navigate(link);
    }
  };
}
