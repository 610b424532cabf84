import {
  type DashboardPanelOf,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { TimeSeriesChart } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { cellReader, toDate } from '../../../model/answer';
import { belongsTo, seriesOf, withoutSeries } from '../../../model/series';
import { placeOver, timeLines } from '../../../model/timeLines';
import { type PanelWords } from '../../../model/words';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

/** The lines of this period, and of the one before where one compares. */
function useLines(
  panel: DashboardPanelOf<'timeSeries'>,
  data: PanelData,
  options: { title: string; words: PanelWords },
) {
  const { title, words } = options;
  const { stepSeconds, previous } = data;
  const from = Date.parse(data.from);
  const lines = useMemo(
    () => timeLines(panel, data, { title, words, stepSeconds }),
    [panel, data, title, words, stepSeconds],
  );
  const before = useMemo(() => {
    const laterMs = previous ? from - Date.parse(previous.from) : 0;
    return previous
      ? timeLines(panel, previous, {
          title,
          words,
          stepSeconds,
          place: placeOver(lines, { laterMs, stepSeconds }),
        })
      : [];
  }, [panel, previous, title, words, stepSeconds, lines, from]);
  return { lines, before };
}

/** Values over time, with the period before in dashes. */
export function TimeSeriesPanel(
  props: PanelChartProps<DashboardPanelOf<'timeSeries'>>,
) {
  const { panel, data, frame, height, onMark, onBrush } = props;
  const { title } = frame;
  const formats = usePanelFormats(panel.format, data);
  const words = usePanelWords(panel);
  const { lines, before } = useLines(panel, data, { title, words });
  const range = useMemo(
    () => ({ from: new Date(data.from), to: new Date(data.to) }),
    [data.from, data.to],
  );

  const select = (mark: { time: Date; seriesId?: string }) => {
    const read = cellReader(data);
    const chosen = seriesOf(panel, data, { title, words }).find(
      ({ id }) => id === mark.seriesId,
    );
    const row = data.rows.find(
      each =>
        toDate(read(each, panel.time))?.getTime() === mark.time.getTime() &&
        belongsTo(chosen, each),
    );
    if (row) {
      onMark?.(chosen ? row : withoutSeries(panel, data, row));
    }
  };

  return (
    <TimeSeriesChart
      {...frame}
      series={lines}
      previous={before}
      kind={panel.stacked ? 'areas' : 'lines'}
      range={range}
      format={formats.glance}
      formatDigits={formats.shown}
      height={height}
      onBrush={onBrush}
      onSelect={onMark && select}
    />
  );
}
