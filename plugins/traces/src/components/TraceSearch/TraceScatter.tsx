import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatDuration,
  ScatterChart,
  type TimeWindow,
  useChartWindows,
  useLocale,
} from '@shop-platform/ui-kit';
import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { type Selection } from '../../hooks/useTraceFilters';
import { type FoundTraces } from '../../hooks/useTraceSearch';
import { useTraceLink } from '../../hooks/useTraceLink';
import { tracesTranslationRef } from '../../translation';

/** Every trace that was found: how long it took and when, errors in front. */
export function TraceScatter(props: {
  found: FoundTraces;
  /** What was done to the platform meanwhile. */
  doings: readonly TimeWindow[];
  onSelect: (selection: Selection) => void;
}) {
  const { found, doings, onSelect } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();
  const navigate = useNavigate();
  const linkTo = useTraceLink();

  const format = useCallback(
    (value: number) => formatDuration(value, { locale }),
    [locale],
  );
  const noRoot = t('list.noRoot');
  const points = useMemo(
    () =>
      found.rows.map(({ traceId, start, durationMs, errorCount, root }) => ({
        id: traceId,
        time: start,
        value: durationMs,
        isError: errorCount > 0,
        name: root ? `${root.service} · ${root.operation}` : noRoot,
      })),
    [found.rows, noRoot],
  );
  const notLoaded = t('chart.notLoaded');
  const done = useChartWindows(doings, found.window);
  const windows = useMemo(() => {
    const oldest = found.rows.at(-1)?.start;
    // Only those who give the newest first have pages to go on with.
    return found.nextCursor && oldest && oldest > found.window.from
      ? [{ from: found.window.from, to: oldest, title: notLoaded }, ...done]
      : done;
  }, [found, notLoaded, done]);
  const open = (traceId: string) => {
    const row = found.rows.find(one => one.traceId === traceId);
    const link = row && linkTo(row);
    if (link) {
      navigate(link);
    }
  };

  return (
    <ScatterChart
      title={t('chart.title')}
      note={t('chart.hint')}
      points={points}
      range={found.window}
      windows={windows}
      format={format}
      words={{
        point: t('chart.trace'),
        value: t('chart.duration'),
        good: t('chart.good'),
        error: t('chart.error'),
      }}
      onOpen={open}
      onBrush={({ from, to, minValue, maxValue }) =>
        onSelect({
          from,
          to,
          minDurationMs: minValue,
          maxDurationMs: maxValue,
        })
      }
    />
  );
}
