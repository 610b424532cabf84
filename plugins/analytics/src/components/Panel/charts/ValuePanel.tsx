import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type DashboardPanelOf,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { quantityNumber, useLocale, ValueTile } from '@shop-platform/ui-kit';
import {
  cellReader,
  type Row,
  toDate,
  toQuantity,
  toText,
} from '../../../model/answer';
import { formatsOf } from '../../../model/formats';
import { atEvenSteps } from '../../../model/trend';
import { analyticsTranslationRef } from '../../../translation';
import { type PanelChartProps } from '../PanelChart';

const NO_TREND: readonly (number | undefined)[] = [];

/** The small line, in the order of time. */
function trendOf(
  panel: DashboardPanelOf<'value'>,
  data: PanelData,
  currency: string | undefined,
): readonly (number | undefined)[] {
  const { trend } = panel;
  if (!trend || !data.trend) {
    return NO_TREND;
  }
  const read = cellReader(data.trend);
  const currencyColumn = panel.format?.currencyColumn;
  const points = data.trend.rows.flatMap(row => {
    const own = read(row, currencyColumn);
    const isOther =
      currency !== undefined && own !== undefined && toText(own) !== currency;
    const time = toDate(read(row, trend.time))?.getTime();
    return isOther || time === undefined
      ? []
      : [{ time, value: quantityNumber(toQuantity(read(row, trend.value))) }];
  });
  return atEvenSteps(points, {
    from: Date.parse(data.from),
    to: Date.parse(data.to),
    step: data.stepSeconds * 1000,
  });
}

/** One number; of several currencies the first, and the others beside it. */
export function ValuePanel(props: PanelChartProps<DashboardPanelOf<'value'>>) {
  const { panel, data, frame, onMark } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const read = cellReader(data);
  const currencyColumn = panel.format?.currencyColumn;
  const currencyOf = (row: Row | undefined) =>
    row && currencyColumn ? toText(read(row, currencyColumn)) : undefined;
  const textOfRow = (row: Row) => {
    const value = toQuantity(read(row, panel.value));
    return value === undefined
      ? '—'
      : formatsOf(panel.format, { locale, currency: currencyOf(row) }).shown(
          value,
        );
  };
  const [first, ...others] = data.rows;
  const currency = currencyOf(first);
  const readBefore = data.previous && cellReader(data.previous);
  const before = data.previous?.rows.find(
    row =>
      currency === undefined ||
      (readBefore && toText(readBefore(row, currencyColumn)) === currency),
  );

  return (
    <ValueTile
      {...frame}
      note={
        currencyColumn && others.length > 0
          ? t('panel.andAlso', {
              values: new Intl.ListFormat(locale).format(others.map(textOfRow)),
            })
          : undefined
      }
      value={first && toQuantity(read(first, panel.value))}
      previous={before && toQuantity(readBefore?.(before, panel.value))}
      goodWhen={panel.goodWhen}
      trend={trendOf(panel, data, currency)}
      format={formatsOf(panel.format, { locale, currency }).shown}
      onSelect={onMark && first && (() => onMark(first))}
    />
  );
}
