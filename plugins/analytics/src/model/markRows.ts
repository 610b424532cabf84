import {
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type TimeRange } from '@shop-platform/ui-kit';
import { type Answer, cellReader, type Row, toDate, toText } from './answer';

/** The columns that place a mark of a panel; none where all rows are one mark. */
export function placeColumns(panel: DashboardPanel): (string | undefined)[] {
  switch (panel.type) {
    case 'timeSeries':
      return [panel.time];
    case 'bars':
      return [panel.category];
    case 'funnel':
      return [panel.step];
    case 'heatmap':
      return [panel.x, panel.y];
    case 'topList':
      // Who is called otherwise now is the same.
      return [panel.key ?? panel.label];
    case 'map':
      return [panel.place, panel.latitude, panel.longitude];
    case 'table':
      return panel.key ?? [];
    default:
      return [];
  }
}

/** What the query of a panel says at the place of a mark, of all its series. */
export function answerOfMark(
  panel: DashboardPanel,
  data: Answer,
  row: Row,
): Answer {
  const { columns } = data;
  if (panel.type === 'table') {
    return { columns, rows: [[...row]] };
  }
  const read = cellReader(data);
  const placeOf = (each: Row) =>
    JSON.stringify(
      placeColumns(panel).map(column => toText(read(each, column))),
    );
  const place = placeOf(row);
  return { columns, rows: data.rows.filter(each => placeOf(each) === place) };
}

/** The step of time that a mark stands for; `undefined` for marks without a time. */
export function stepOfMark(
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

/**
 * The part of a mark's step that its value was counted in: the first and the
 * last step reach beyond the window. `undefined` where nothing of it is left.
 */
export function windowOfMark(
  panel: DashboardPanel,
  data: PanelData,
  row: Row,
): TimeRange | undefined {
  const step = stepOfMark(panel, data, row);
  if (step?.kind !== 'absolute') {
    return undefined;
  }
  const from = new Date(Math.max(step.from.getTime(), Date.parse(data.from)));
  const to = new Date(Math.min(step.to.getTime(), Date.parse(data.to)));
  return from < to ? { kind: 'absolute', from, to } : undefined;
}
