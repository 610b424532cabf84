import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { MapChart, quantityNumber } from '@shop-platform/ui-kit';
import { cellReader, toQuantity } from '../../../model/answer';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

/** Numbers by place. */
export function MapPanel(props: PanelChartProps<DashboardPanelOf<'map'>>) {
  const { panel, data, frame, height, onMark } = props;
  const formats = usePanelFormats(panel.format, data);
  const words = usePanelWords(panel);
  const read = cellReader(data);
  const placeColumns = panel.place
    ? [panel.place]
    : [panel.latitude, panel.longitude].filter(column => column !== undefined);
  return (
    <MapChart
      {...frame}
      labels={{
        place: placeColumns.map(words.column).join(', '),
        value: words.column(panel.value),
      }}
      places={data.rows.map((row, index) => {
        const latitude = quantityNumber(toQuantity(read(row, panel.latitude)));
        const longitude = quantityNumber(
          toQuantity(read(row, panel.longitude)),
        );
        return {
          id: String(index),
          name:
            words.value(panel.place, read(row, panel.place)) ||
            `${latitude}, ${longitude}`,
          latitude,
          longitude,
          value: toQuantity(read(row, panel.value)),
        };
      })}
      format={formats.shown}
      height={height}
      onSelect={onMark && (id => onMark(data.rows[Number(id)] ?? []))}
    />
  );
}
