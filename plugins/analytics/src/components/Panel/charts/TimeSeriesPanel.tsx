import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { TimeSeriesChart } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { cellReader, toDate } from '../../../model/answer';
import { belongsTo, seriesOf } from '../../../model/series';
import { placeOver, timeLines } from '../../../model/timeLines';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';

/** Values over time, with the period before in dashes. */
export function TimeSeriesPanel(
  props: PanelChartProps<DashboardPanelOf<'timeSeries'>>,
) {
  const { panel, data, frame, height, onMark, onBrush } = props;
  const { title } = frame;
  const formats = usePanelFormats(panel.format, data);
  const { stepSeconds, previous } = data;
  const from = Date.parse(data.from);

  const lines = useMemo(
    () => timeLines(panel, data, { title, stepSeconds }),
    [panel, data, title, stepSeconds],
  );
  const before = useMemo(() => {
    const laterMs = previous ? from - Date.parse(previous.from) : 0;
    return previous
      ? timeLines(panel, previous, {
          title,
          stepSeconds,
          place: placeOver(lines, { laterMs, stepSeconds }),
        })
      : [];
  }, [panel, previous, title, stepSeconds, lines, from]);
  const range = useMemo(
    () => ({ from: new Date(data.from), to: new Date(data.to) }),
    [data.from, data.to],
  );

  const select = (mark: { time: Date; seriesId?: string }) => {
    const read = cellReader(data);
    const chosen = seriesOf(panel, data, title).find(
      ({ id }) => id === mark.seriesId,
    );
    const row = data.rows.find(
      each =>
        toDate(read(each, panel.time))?.getTime() === mark.time.getTime() &&
        belongsTo(chosen, each),
    );
    if (row) {
      onMark?.(row);
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
