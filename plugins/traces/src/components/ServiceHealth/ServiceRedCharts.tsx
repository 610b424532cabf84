import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Freshness,
  serviceColor,
  type TimeSeries,
  TimeSeriesChart,
  type TimeWindow,
  useChartWindows,
  useTimeRange,
  useTimeWindows,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type ServiceRedAnswer } from '../../hooks/useServiceRed';
import { tracesTranslationRef } from '../../translation';
import { ChartsSkeleton } from './ChartsSkeleton';
import styles from './ServiceHealth.module.css';
import { ServiceRedStates } from './ServiceRedStates';
import { type RedMeasure, totalText, useRedMeasures } from './useRedTexts';

const CHART_HEIGHT = 120;
const NO_DOINGS: readonly TimeWindow[] = [];

function MeasureChart(props: {
  service: string;
  measure: RedMeasure;
  red: ServiceRedAnswer;
  doings: readonly TimeWindow[];
}) {
  const { service, measure, red, doings } = props;
  const windows = useChartWindows(doings, red);
  const { t } = useTranslationRef(tracesTranslationRef);
  const { setRange } = useTimeRange();
  const series = useMemo<TimeSeries[]>(
    () => [
      {
        id: measure.id,
        name: measure.title,
        color: serviceColor(service),
        points: red.points.map(step => ({
          time: step.time,
          value: measure.at(step),
        })),
      },
    ],
    [service, measure, red],
  );

  return (
    <div className={styles.panel}>
      <TimeSeriesChart
        title={measure.title}
        note={
          <>
            <b className={styles.total}>{totalText(measure, red)}</b>{' '}
            {t('red.window')}
          </>
        }
        series={series}
        range={red}
        windows={windows}
        format={measure.format}
        height={CHART_HEIGHT}
        onBrush={range => setRange({ kind: 'absolute', ...range })}
      />
    </div>
  );
}

function MeasureCharts(props: { service: string; red: ServiceRedAnswer }) {
  const { service, red } = props;
  const measures = useRedMeasures();
  const doings = useTimeWindows(red);

  return (
    <div className={styles.charts}>
      {measures.map(measure => (
        <MeasureChart
          key={measure.id}
          service={service}
          measure={measure}
          red={red}
          doings={doings.status === 'ready' ? doings.value.windows : NO_DOINGS}
        />
      ))}
    </div>
  );
}

/** Rate, errors and p95 of a service as charts; dragging sets the time range. */
export function ServiceRedCharts(props: { service: string }) {
  const { service } = props;
  const { t } = useTranslationRef(tracesTranslationRef);

  return (
    <section aria-label={t('red.label', { service })}>
      <ServiceRedStates service={service} skeleton={<ChartsSkeleton />}>
        {(red, asOf) => (
          <>
            <MeasureCharts service={service} red={red} />
            <p className={styles.note}>
              <Freshness asOf={asOf} />
              {red.sources.length > 1 && t('red.several')}
            </p>
          </>
        )}
      </ServiceRedStates>
    </section>
  );
}
