import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { BarChart } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { cellReader, toText } from '../../../model/answer';
import { barsOf } from '../../../model/bars';
import { belongsTo, seriesOf, withoutSeries } from '../../../model/series';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

/** Values by category, with those of the period before where one compares. */
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
