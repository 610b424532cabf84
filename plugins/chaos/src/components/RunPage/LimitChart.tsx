import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ChaosRun,
  type ChaosSteadyCheck,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type TimeSeries,
  TimeSeriesChart,
  useLocale,
} from '@shop-platform/ui-kit';
import { type ReactNode, useCallback, useMemo } from 'react';
import { formatMeasured, standOf } from '../../model/steadyChecks';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './RunPage.module.css';

const HEIGHT = 140;
const LIMIT_COLOR = '#808080';
/** So that the first sample is not on the very edge. */
const MARGIN_MS = 10_000;

const TONES = {
  unseen: 'quiet',
  holds: 'good',
  broken: 'bad',
  unknown: 'warning',
} as const;

function rangeOf(run: ChaosRun, samples: ChaosSteadyCheck['samples']) {
  const times = [
    run.startedAt,
    ...(run.injectedAt ? [run.injectedAt] : []),
    ...(run.endedAt ? [run.endedAt] : []),
    ...samples.map(({ at }) => at),
  ].map(at => Date.parse(at));
  return {
    from: new Date(Math.min(...times) - MARGIN_MS),
    to: new Date(Math.max(...times) + MARGIN_MS),
  };
}

/** What was seen of a check, against its limit, with the time of the fault. */
export function LimitChart(props: {
  run: ChaosRun;
  title: string;
  check: Pick<ChaosSteadyCheck, 'unit' | 'limit' | 'samples'>;
  /** What its limit means. */
  wanted: 'below' | 'above' | 'atMost';
  /** What it is of. */
  children?: ReactNode;
}) {
  const { run, title, check, wanted, children } = props;
  const { unit, limit, samples } = check;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const format = useCallback(
    (value: number) => formatMeasured(unit, value, { locale }),
    [unit, locale],
  );
  const stand = standOf(check);
  const range = useMemo(() => rangeOf(run, samples), [run, samples]);
  const series = useMemo<TimeSeries[]>(
    () => [
      {
        id: 'value',
        name: title,
        points: samples.map(({ at, value }) => ({ time: new Date(at), value })),
      },
      {
        id: 'limit',
        name: t('verdict.limit'),
        color: LIMIT_COLOR,
        points: [range.from, range.to].map(time => ({ time, value: limit })),
      },
    ],
    [title, samples, limit, range, t],
  );
  const windows = useMemo(
    () =>
      run.injectedAt === undefined
        ? []
        : [
            {
              from: new Date(run.injectedAt),
              to: run.endedAt ? new Date(run.endedAt) : range.to,
              title: t('phase.injected'),
            },
          ],
    [run.injectedAt, run.endedAt, range, t],
  );
  const last = samples.at(-1);

  return (
    <div className={styles.verdict}>
      <div className={styles.facts}>
        <Chip tone={TONES[stand]}>{t(`steady.${stand}`)}</Chip>
        {children}
        <span className={styles.quiet}>
          {t(`steady.${wanted}`, { limit: format(limit) })}
        </span>
        {last?.scope && (
          <span className={styles.quiet}>
            {t(`scope.${last.scope}`, { region: run.region })}
          </span>
        )}
      </div>
      {last?.message && <p>{last.message}</p>}
      <TimeSeriesChart
        title={title}
        note={last?.value === undefined ? undefined : format(last.value)}
        series={series}
        range={range}
        format={format}
        windows={windows}
        height={HEIGHT}
      />
    </div>
  );
}
