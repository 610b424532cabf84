import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type EChartsType } from 'echarts/core';
import { useCallback, useEffect, useRef } from 'react';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { type PlotPoint, type PlotScale, valuesAt } from './plot';
import { type ChartTheme } from './theme';
import { type ChartOption, useChart } from './useChart';
import { type Drag, usePlotPointer } from './usePlotPointer';

/** The values that were dragged over, the smaller ones first. */
export type PlotRange = { x: [number, number]; y: [number, number] };

function SelectionBox(props: { drag: Drag }) {
  const { from, to } = props.drag;
  return (
    <div
      className={styles.selection}
      style={{
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      }}
    />
  );
}

/** What was clicked, by its places in what is drawn. */
export type DrawnMark = { seriesIndex: number; dataIndex: number };

function isMark(event: unknown): event is DrawnMark {
  return (
    typeof event === 'object' &&
    event !== null &&
    'seriesIndex' in event &&
    typeof event.seriesIndex === 'number' &&
    'dataIndex' in event &&
    typeof event.dataIndex === 'number'
  );
}

/** Tells of clicks on what is drawn, whatever its shape. */
function useMarks(
  chart: EChartsType | undefined,
  onMark: ((mark: DrawnMark) => void) | undefined,
): void {
  const latest = useRef(onMark);
  useEffect(() => {
    latest.current = onMark;
  });
  useEffect(() => {
    const listen = (event: unknown) => {
      if (isMark(event)) {
        latest.current?.(event);
      }
    };
    chart?.on('click', listen);
    return () => {
      if (chart && !chart.isDisposed()) {
        chart.off('click', listen);
      }
    };
  }, [chart]);
}

function rangeOf(scale: PlotScale, drag: Drag): PlotRange | undefined {
  const one = valuesAt(scale, drag.from);
  const other = valuesAt(scale, drag.to);
  return (
    one &&
    other && {
      x: [Math.min(one.x, other.x), Math.max(one.x, other.x)],
      y: [Math.min(one.y, other.y), Math.max(one.y, other.y)],
    }
  );
}

/** The one place that draws: a picture with a name, which may be brushed. */
export function Chart(props: {
  /** What the picture shows, for those who do not see it. */
  label: string;
  height: number;
  pointCount: number;
  /** The same function for as long as it draws the same. */
  build: (theme: ChartTheme) => ChartOption;
  brush?: 'x' | 'xy';
  onBrush?: (range: PlotRange) => void;
  onTap?: (place: PlotPoint, scale: PlotScale) => void;
  /** Called with the bar or the like that was clicked. */
  onMark?: (mark: DrawnMark) => void;
}) {
  const { label, height, pointCount, build, brush, onBrush, onTap } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const { container, chart, failure } = useChart(build, pointCount);
  useMarks(chart, props.onMark);

  const size = useCallback(
    () => ({
      width: chart?.getWidth() ?? 0,
      height: chart?.getHeight() ?? height,
    }),
    [chart, height],
  );
  const { onPointerDown, selection } = usePlotPointer({
    size,
    axes: onBrush && brush,
    onDrag: drag => {
      const range = chart && rangeOf(chart, drag);
      if (range) {
        onBrush?.(range);
      }
    },
    onTap: place => chart && onTap?.(place, chart),
  });

  if (failure) {
    return (
      <p className={styles.failure} style={{ minHeight: height }} role="status">
        {t('chart.failed')}
      </p>
    );
  }
  return (
    <div
      className={styles.plot}
      data-brush={onBrush && brush}
      onPointerDown={onPointerDown}
    >
      <div
        ref={container}
        role="img"
        aria-label={label}
        style={{ height }}
        className={styles.canvas}
      />
      {selection && <SelectionBox drag={selection} />}
    </div>
  );
}
