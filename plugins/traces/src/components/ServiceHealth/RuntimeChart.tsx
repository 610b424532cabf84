import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RelativeTime,
  serviceColor,
  Status,
  type TimeSeries,
  TimeSeriesChart,
  useTimeRange,
} from '@shop-platform/ui-kit';
import { useCallback, useMemo } from 'react';
import {
  findPeak,
  lowestSteps,
  type Peak,
  type RuntimeLine,
  type ServiceRuntime,
  shortId,
} from '../../model/runtime';
import { tracesTranslationRef } from '../../translation';
import styles from './ServiceHealth.module.css';
import { type RuntimeMeasure } from './useRuntimeMeasures';

const CHART_HEIGHT = 120;
const LIMIT_COLOR = '#808080';

type ChartProps = {
  service: string;
  measure: RuntimeMeasure;
  runtime: ServiceRuntime;
};

function useProcessName(): (line: RuntimeLine) => string {
  const { t } = useTranslationRef(tracesTranslationRef);
  return useCallback(
    ({ id, others, sourceTitle: source }: RuntimeLine) => {
      const name =
        others === undefined
          ? shortId(id) || t('runtime.unnamed')
          : t('runtime.others', { count: others });
      return source === undefined
        ? name
        : t('runtime.ofSource', { name, source });
    },
    [t],
  );
}

/** A line for each process that measured it, and one for the limit. */
function useSeries({ service, measure, runtime }: ChartProps): TimeSeries[] {
  const { t } = useTranslationRef(tracesTranslationRef);
  const nameOf = useProcessName();

  return useMemo(() => {
    const { at, limit } = measure;
    const isAlone = runtime.lines.length === 1;
    const series: TimeSeries[] = runtime.lines
      .filter(({ steps }) => steps.some(step => at(step) !== undefined))
      .map(line => ({
        id: line.key,
        name: nameOf(line),
        color: isAlone ? serviceColor(service) : undefined,
        points: line.steps.map(step => ({ time: step.time, value: at(step) })),
      }));
    const limits = limit ? lowestSteps(runtime, limit.at) : [];
    const lowest = Math.min(...limits.map(({ value }) => value));
    const most = findPeak(runtime, at)?.value ?? 0;
    if (limit && limits.length > 0 && most >= lowest * limit.drawnFrom) {
      series.push({
        id: 'limit',
        name: t('runtime.limit'),
        color: LIMIT_COLOR,
        points: limits,
      });
    }
    return series;
  }, [service, measure, runtime, nameOf, t]);
}

/** The most there was of it, how much there may be, and what else is to be said. */
function PeakNote(props: {
  measure: RuntimeMeasure;
  runtime: ServiceRuntime;
  peak: Peak;
}) {
  const { measure, runtime, peak } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const { format, limit, aside } = measure;
  const most = limit?.at(peak.step);
  const other = findPeak(runtime, aside.at);

  return (
    <>
      <b className={styles.total} title={String(peak.value)}>
        {format(peak.value)}
      </b>{' '}
      {most === undefined
        ? t('runtime.most')
        : t('runtime.mostOf', { limit: format(most) })}
      {other && ` · ${t(aside.message, { value: aside.format(other.value) })}`}
    </>
  );
}

/** Says in words what is bad in the chart; nothing when nothing is. */
function Alarm(props: { measure: RuntimeMeasure; runtime: ServiceRuntime }) {
  const { measure, runtime } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const nameOf = useProcessName();
  const { alarm } = measure;
  const worst = findPeak(runtime, alarm.at);

  if (!worst || worst.value <= alarm.above) {
    return undefined;
  }
  return (
    <Status
      level="degraded"
      detail={t(alarm.message, {
        value: alarm.format(worst.value),
        process: nameOf(worst.line),
        time: <RelativeTime date={worst.step.time} />,
      })}
    />
  );
}

/** One number of the processes over time; nothing where none of them has it. */
export function RuntimeChart(props: ChartProps) {
  const { measure, runtime } = props;
  const { setRange } = useTimeRange();
  const series = useSeries(props);
  const peak = findPeak(runtime, measure.at);

  if (!peak) {
    return undefined;
  }
  return (
    <div className={styles.panel}>
      <TimeSeriesChart
        title={measure.title}
        note={<PeakNote measure={measure} runtime={runtime} peak={peak} />}
        series={series}
        combineOthers="max"
        range={runtime}
        format={measure.format}
        height={CHART_HEIGHT}
        onBrush={range => setRange({ kind: 'absolute', ...range })}
      />
      <Alarm measure={measure} runtime={runtime} />
    </div>
  );
}
