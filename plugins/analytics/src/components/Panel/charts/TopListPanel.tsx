import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import { type Previous, TopList, useLocale } from '@shop-platform/ui-kit';
import { cellReader, toQuantity, toText } from '../../../model/answer';
import { namedPreviousReader } from '../../../model/previous';
import { currenciesOf } from '../../../model/series';
import { type PanelChartProps } from '../PanelChart';
import { usePanelFormats } from './usePanelFormats';
import { usePanelWords } from './usePanelWords';

function previousOf(previous: Previous | undefined) {
  return previous && { previous: previous.value, isNew: previous.isNew };
}

/** What has most, in the order of the rows. */
export function TopListPanel(
  props: PanelChartProps<DashboardPanelOf<'topList'>>,
) {
  const { panel, data, frame, height, onMark } = props;
  const formats = usePanelFormats(panel.format, data);
  const locale = useLocale();
  const words = usePanelWords(panel);
  const read = cellReader(data);
  const readPrevious = namedPreviousReader(panel, data, panel.value);
  const isMixed = currenciesOf(data, panel.format).length > 1;
  return (
    <TopList
      {...frame}
      labels={{
        name: words.column(panel.label),
        value: words.column(panel.value),
      }}
      entries={data.rows.map((row, index) => ({
        id: String(index),
        name: new Intl.ListFormat(locale, {
          type: 'unit',
          style: 'short',
        }).format([
          words.value(panel.label, read(row, panel.label)) || '—',
          ...(isMixed ? [toText(read(row, panel.format?.currencyColumn))] : []),
        ]),
        value: toQuantity(read(row, panel.value)),
        ...previousOf(readPrevious(row)),
      }))}
      format={formats.shown}
      goodWhen={panel.goodWhen}
      height={height}
      onSelect={onMark && (id => onMark(data.rows[Number(id)] ?? []))}
    />
  );
}
