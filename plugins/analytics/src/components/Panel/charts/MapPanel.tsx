import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { MapChart, quantityNumber } from '@shop-platform/ui-kit';
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

/** Numbers by place. */
export function MapPanel(props: PanelChartProps<DashboardPanelOf<'map'>>) {
  const { panel, data, frame, height, onMark } = props;
  const formats = usePanelFormats(panel.format, data);
  const words = usePanelWords(panel);
  const read = cellReader(data);
  const readPrevious = previousReader(panel, data, panel.value);
  const isMixed = currenciesOf(data, panel.format).length > 1;
  const degreesOf = (row: Row, column: string | undefined) =>
    quantityNumber(toQuantity(read(row, column)));
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
        const latitude = degreesOf(row, panel.latitude);
        const longitude = degreesOf(row, panel.longitude);
        const hasDegrees = latitude !== undefined && longitude !== undefined;
        return {
          id: String(index),
          name:
            words.value(panel.place, read(row, panel.place)) ||
            (hasDegrees ? `${latitude}, ${longitude}` : '—'),
          ...(isMixed && {
            note: toText(read(row, panel.format?.currencyColumn)),
          }),
          latitude,
          longitude,
          value: toQuantity(read(row, panel.value)),
          previous: readPrevious(row),
        };
      })}
      format={formats.shown}
      height={height}
      onSelect={onMark && (id => onMark(data.rows[Number(id)] ?? []))}
    />
  );
}
