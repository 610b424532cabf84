import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { type Bar, BarChart } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type Answer, cellReader, toText } from '../../../model/answer';
import {
  belongsTo,
  type PanelSeries,
  seriesOf,
  withoutSeries,
} from '../../../model/series';
import { type PanelWords } from '../../../model/words';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

/** A bar for each category, in the order of the rows. */
function barsOf(
  panel: DashboardPanelOf<'bars'>,
  answer: Answer,
  series: readonly PanelSeries[],
  words: PanelWords,
): Bar[] {
  const read = cellReader(answer);
  const bars = new Map<string, Bar>();
  for (const row of answer.rows) {
    const category = read(row, panel.category);
    const id = toText(category);
    const values = { ...bars.get(id)?.values };
    for (const each of series) {
      const value = each.valueOf(row);
      if (value !== undefined) {
        values[each.id] = value;
      }
    }
    bars.set(id, { id, name: words.value(panel.category, category), values });
  }
  return [...bars.values()];
}

/** Values by category. */
export function BarsPanel(props: PanelChartProps<DashboardPanelOf<'bars'>>) {
  const { panel, data, frame, height, onMark } = props;
  const { title } = frame;
  const formats = usePanelFormats(panel.format, data);
  const words = usePanelWords(panel);
  const series = useMemo(
    () => seriesOf(panel, data, { title, words }),
    [panel, data, title, words],
  );
  const bars = useMemo(
    () => barsOf(panel, data, series, words),
    [panel, data, series, words],
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
      onMark?.(chosen ? row : withoutSeries(panel, data, row));
    }
  };

  return (
    <BarChart
      {...frame}
      categoryLabel={words.column(panel.category)}
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
