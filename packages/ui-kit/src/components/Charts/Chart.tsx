import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
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
}) {
  const { label, height, pointCount, build, brush, onBrush, onTap } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const { container, chart, failure } = useChart(build, pointCount);

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
