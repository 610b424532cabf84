import {
  type DashboardDrillDown,
  type DashboardLocator,
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { useNavigate } from 'react-router-dom';
import { useBehindLink } from '../../hooks/useBehind';
import { type DashboardView } from '../../hooks/useDashboardView';
import { cellReader, type Row } from '../../model/answer';
import { behind } from '../../model/drillDown';
import { answerOfMark, stepOfMark, windowOfMark } from '../../model/markRows';
import { type RowsQuestion } from './RowsDialog';

/** Whether the rows behind a mark are found by its time, which the file then leaves to the window. */
function isFoundByWindow(
  panel: DashboardPanel,
  drillDown: DashboardDrillDown,
): boolean {
  return (
    panel.type === 'timeSeries' &&
    'rows' in drillDown &&
    !Object.values(drillDown.parameters ?? {}).includes(panel.time)
  );
}

/**
 * Leads on from a mark: to its rows, or to another page. Where the file names
 * nothing, or the portal has no such page, to what the panel's own query says there.
 */
export function useMarks(options: {
  panel: DashboardPanel;
  data: PanelData | undefined;
  view: DashboardView;
  locator?: DashboardLocator;
  /** Whether rows can be asked for: not of a file that is being written. */
  hasRows: boolean;
  onRows: (question: RowsQuestion) => void;
}): ((row: Row) => void) | undefined {
  const { panel, data, view, locator, hasRows, onRows } = options;
  const navigate = useNavigate();
  const linkOf = useBehindLink(locator, view);
  const { drillDown } = panel;

  if (!data) {
    return undefined;
  }
  return row => {
    const target = behind(drillDown, row, cellReader(data));
    if (drillDown && target?.kind === 'rows' && hasRows) {
      const range = isFoundByWindow(panel, drillDown)
        ? windowOfMark(panel, data, row)
        : undefined;
      onRows({ of: 'query', parameters: target.parameters, range });
      return;
    }
    const link = target && linkOf(target, stepOfMark(panel, data, row));
    if (link) {
      navigate(link);
    } else {
      onRows({ of: 'answer', answer: answerOfMark(panel, data, row) });
    }
  };
}
