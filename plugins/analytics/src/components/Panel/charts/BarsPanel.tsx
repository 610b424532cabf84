import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { type Bar, BarChart } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type Answer, cellReader, toText } from '../../../model/answer';
import { belongsTo, type PanelSeries, seriesOf } from '../../../model/series';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';

/** A bar for each category, in the order of the rows. */
function barsOf(
  panel: DashboardPanelOf<'bars'>,
  answer: Answer,
  series: readonly PanelSeries[],
): Bar[] {
  const read = cellReader(answer);
  const bars = new Map<string, Bar>();
  for (const row of answer.rows) {
    const name = toText(read(row, panel.category));
    const values = { ...bars.get(name)?.values };
    for (const { id, valueOf } of series) {
      const value = valueOf(row);
      if (value !== undefined) {
        values[id] = value;
      }
    }
    bars.set(name, { id: name, name, values });
  }
  return [...bars.values()];
}

/** Values by category. */
export function BarsPanel(props: PanelChartProps<DashboardPanelOf<'bars'>>) {
  const { panel, data, frame, height, onMark } = props;
  const { title } = frame;
  const formats = usePanelFormats(panel.format, data);
  const series = useMemo(
    () => seriesOf(panel, data, title),
    [panel, data, title],
  );
  const bars = useMemo(
    () => barsOf(panel, data, series),
    [panel, data, series],
  );

  const select = (mark: { barId: string; seriesId?: string }) => {
    const read = cellReader(data);
    const chosen = series.find(({ id }) => id === mark.seriesId);
    const row = data.rows.find(
      each =>
        toText(read(each, panel.category)) === mark.barId &&
        belongsTo(chosen, each),
    );
    if (row) {
      onMark?.(row);
    }
  };

  return (
    <BarChart
      {...frame}
      categoryLabel={panel.category}
      bars={bars}
      series={series}
      arrangement={panel.stacked ? 'stacked' : 'grouped'}
      format={formats.glance}
      formatExact={formats.shown}
      height={height}
      onSelect={onMark && select}
    />
  );
}
