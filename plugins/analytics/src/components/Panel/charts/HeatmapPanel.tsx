import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { HeatmapChart } from '@shop-platform/ui-kit';
import {
  cellReader,
  type Row,
  toQuantity,
  toText,
} from '../../../model/answer';
import { previousReader } from '../../../model/previous';
import { currenciesOf } from '../../../model/series';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

/** Numbers by row and column. */
export function HeatmapPanel(
  props: PanelChartProps<DashboardPanelOf<'heatmap'>>,
) {
  const { panel, data, frame, height, onMark } = props;
  const formats = usePanelFormats(panel.format, data);
  const words = usePanelWords(panel);
  const read = cellReader(data);
  const readPrevious = previousReader(panel, data, panel.value);
  const isMixed = currenciesOf(data, panel.format).length > 1;
  const xOf = (row: Row) => words.value(panel.x, read(row, panel.x)) || '—';
  const yOf = (row: Row) => {
    const name = words.value(panel.y, read(row, panel.y)) || '—';
    // Amounts of several currencies never share a cell.
    return isMixed
      ? `${name}, ${toText(read(row, panel.format?.currencyColumn))}`
      : name;
  };
  return (
    <HeatmapChart
      {...frame}
      labels={{
        x: words.column(panel.x),
        y: words.column(panel.y),
        value: words.column(panel.value),
      }}
      cells={data.rows.map(row => ({
        x: xOf(row),
        y: yOf(row),
        value: toQuantity(read(row, panel.value)),
        previous: readPrevious(row),
      }))}
      format={
        panel.format?.decimals === undefined ? formats.glance : formats.shown
      }
      height={height}
      onSelect={
        onMark &&
        (({ x, y }) => {
          const row = data.rows.find(
            each => xOf(each) === x && yOf(each) === y,
          );
          if (row) {
            onMark(row);
          }
        })
      }
    />
  );
}
