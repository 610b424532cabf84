import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { FunnelChart } from '@shop-platform/ui-kit';
import { cellReader, toQuantity } from '../../../model/answer';
import { previousReader } from '../../../model/previous';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

/** How many get how far. */
export function FunnelPanel(
  props: PanelChartProps<DashboardPanelOf<'funnel'>>,
) {
  const { panel, data, frame, height, onMark } = props;
  const formats = usePanelFormats(panel.format, data);
  const words = usePanelWords(panel);
  const read = cellReader(data);
  const readPrevious = previousReader(panel, data, panel.count);
  return (
    <FunnelChart
      {...frame}
      labels={{
        step: words.column(panel.step),
        count: words.column(panel.count),
      }}
      steps={data.rows.map((row, index) => ({
        id: String(index),
        name: words.value(panel.step, read(row, panel.step)) || '—',
        count: toQuantity(read(row, panel.count)),
        previous: readPrevious(row),
      }))}
      format={formats.shown}
      height={height}
      onSelect={onMark && (id => onMark(data.rows[Number(id)] ?? []))}
    />
  );
}
