import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { HeatmapChart } from '@shop-platform/ui-kit';
import { cellReader, toQuantity, toText } from '../../../model/answer';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';

/** Numbers by row and column. */
export function HeatmapPanel(
  props: PanelChartProps<DashboardPanelOf<'heatmap'>>,
) {
  const { panel, data, frame, height, onMark } = props;
  const formats = usePanelFormats(panel.format, data);
  const read = cellReader(data);
  return (
    <HeatmapChart
      {...frame}
      labels={{ x: panel.x, y: panel.y, value: panel.value }}
      cells={data.rows.map(row => ({
        x: toText(read(row, panel.x)),
        y: toText(read(row, panel.y)),
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
              toText(read(each, panel.x)) === x &&
              toText(read(each, panel.y)) === y,
          );
          if (row) {
            onMark(row);
          }
        })
      }
    />
  );
}
