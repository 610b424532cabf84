import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  useLocale,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type PickValue } from '../../model/runtime';
import { tracesTranslationRef } from '../../translation';

/** From here on a person feels that the loop is late. */
const LATE_MS = 100;
const FULL_RATIO = 0.9;
/** A limit that is farther away would press what is drawn to the ground. */
const NEAR_RATIO = 0.5;

/** A number of a process, and how it is written. */
type Measured = { at: PickValue; format: (value: number) => string };

/** A chart of the processes: what is drawn, and what in it is worth a warning. */
export type RuntimeMeasure = Measured & {
  title: string;
  /** How much of it there may be, and from which share of that on this is drawn. */
  limit?: { at: PickValue; drawnFrom: number };
  /** What else is said of it. */
  aside: Measured & { message: AsideMessage };
  /** What is bad above that. */
  alarm: Measured & { above: number; message: AlarmMessage };
};

type AsideMessage = 'runtime.busy' | 'runtime.resident' | 'runtime.waiting';
type AlarmMessage =
  | 'runtime.delayAlarm'
  | 'runtime.memoryAlarm'
  | 'runtime.poolAlarm';

/** The measures in the language of the page. */
export function useRuntimeMeasures(): RuntimeMeasure[] {
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();

  return useMemo(() => {
    const duration = (value: number) => formatDuration(value, { locale });
    const bytes = (value: number) => formatBytes(value, { locale });
    const percent = (value: number) => formatPercent(value, { locale });
    const number = (value: number) => formatNumber(value, { locale });
    const delay: RuntimeMeasure = {
      title: t('runtime.delay'),
      at: step => step.eventLoopDelayP99Ms,
      format: duration,
      aside: {
        message: 'runtime.busy',
        at: step => step.eventLoopUtilization,
        format: percent,
      },
      alarm: {
        message: 'runtime.delayAlarm',
        at: step => step.eventLoopDelayP99Ms,
        format: duration,
        above: LATE_MS,
      },
    };
    const memory: RuntimeMeasure = {
      title: t('runtime.memory'),
      at: step => step.heapUsedBytes,
      format: bytes,
      limit: { at: step => step.heapLimitBytes, drawnFrom: NEAR_RATIO },
      aside: {
        message: 'runtime.resident',
        at: step => step.residentBytes,
        format: bytes,
      },
      alarm: {
        message: 'runtime.memoryAlarm',
        at: ({ heapUsedBytes, heapLimitBytes }) =>
          heapUsedBytes !== undefined && heapLimitBytes
            ? heapUsedBytes / heapLimitBytes
            : undefined,
        format: percent,
        above: FULL_RATIO,
      },
    };
    const pool: RuntimeMeasure = {
      title: t('runtime.pool'),
      at: step => step.poolUsed,
      format: number,
      limit: { at: step => step.poolMax, drawnFrom: 0 },
      aside: {
        message: 'runtime.waiting',
        at: step => step.poolPending,
        format: number,
      },
      alarm: {
        message: 'runtime.poolAlarm',
        at: step => step.poolPending,
        format: number,
        above: 0,
      },
    };
    return [delay, memory, pool];
  }, [t, locale]);
}
