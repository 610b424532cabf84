import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { HeatmapChart } from '@shop-platform/ui-kit';
import { cellReader, toQuantity } from '../../../model/answer';
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
  return (
    <HeatmapChart
      {...frame}
      labels={{
        x: words.column(panel.x),
        y: words.column(panel.y),
        value: words.column(panel.value),
      }}
      cells={data.rows.map(row => ({
        x: words.value(panel.x, read(row, panel.x)),
        y: words.value(panel.y, read(row, panel.y)),
        value: toQuantity(read(row, panel.value)),
      }))}
      format={
        panel.format?.decimals === undefined ? formats.glance : formats.shown
      }
      height={height}
      onSelect={
        onMark &&
        (({ x, y }) => {
          const row = data.rows.find(
            each =>
              words.value(panel.x, read(each, panel.x)) === x &&
              words.value(panel.y, read(each, panel.y)) === y,
          );
          if (row) {
            onMark(row);
          }
        })
      }
    />
  );
}
