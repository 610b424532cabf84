import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import { BarChart, useLocale } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { rowsOf, startOf } from '../../model/runs';
import { analyticsTranslationRef } from '../../translation';

const HEIGHT = 140;
const ROWS = 'rows';

/** Rows of each run that came to an end, the oldest first. */
export function RunsChart(props: {
  pipeline: string;
  runs: readonly PipelineRun[];
}) {
  const { pipeline, runs } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const bars = useMemo(() => {
    const time = new Intl.DateTimeFormat(locale, {
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return runs
      .filter(({ status }) => status === 'succeeded' || status === 'failed')
      .map(run => ({
        id: run.id,
        name: time.format(startOf(run)),
        values: { [ROWS]: rowsOf(run) },
      }))
      .reverse();
  }, [runs, locale]);
  const rowsName = t('run.rows');
  const series = useMemo(() => [{ id: ROWS, name: rowsName }], [rowsName]);

  // A single bar fills its room, whatever it is.
  return bars.length < 2 ? null : (
    <BarChart
      title={t('history.chart', { name: pipeline })}
      categoryLabel={t('history.when')}
      bars={bars}
      series={series}
      height={HEIGHT}
    />
  );
}
