import { toError } from '@backstage/errors';
import {
  type BarSeriesOption,
  type LineSeriesOption,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  type GridComponentOption,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type EChartsType } from 'echarts/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type ChartTheme, readChartTheme, watchTheme } from './theme';

/** What the charts of the kit tell echarts. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | GridComponentOption
  | LineSeriesOption
  | ScatterSeriesOption
  | TooltipComponentOption
>;

/** Above this many points, nodes of SVG cost more than pixels. */
const MOST_SVG_POINTS = 2_000;

export function rendererFor(pointCount: number): 'svg' | 'canvas' {
  return pointCount > MOST_SVG_POINTS ? 'canvas' : 'svg';
}

/** What a chart measures where nothing is laid out. */
const FALLBACK_WIDTH = 600;

/** A chart in its container: made when echarts is there, gone with the page. */
function useInstance(
  container: RefObject<HTMLDivElement>,
  renderer: 'svg' | 'canvas',
): { chart: EChartsType | undefined; failure: Error | undefined } {
  const [chart, setChart] = useState<EChartsType>();
  const [failure, setFailure] = useState<Error>();

  useEffect(() => {
    let instance: EChartsType | undefined;
    let isGone = false;
    const create = async () => {
      const { init } = await import('./echarts');
      const element = container.current;
      if (!isGone && element) {
        instance = init(element, undefined, {
          renderer,
          width: element.clientWidth || FALLBACK_WIDTH,
          height:
            element.clientHeight || Number.parseInt(element.style.height, 10),
        });
        setChart(instance);
      }
    };
    create().catch(cause => !isGone && setFailure(toError(cause)));
    return () => {
      isGone = true;
      setChart(undefined);
      instance?.dispose();
    };
  }, [container, renderer]);

  return { chart, failure };
}

/** The colours of the page, read again when its theme changes. */
function useChartTheme(
  container: RefObject<HTMLDivElement>,
): ChartTheme | undefined {
  const [theme, setTheme] = useState<ChartTheme>();

  useEffect(() => {
    const read = () => {
      if (container.current) {
        setTheme(readChartTheme(container.current));
      }
    };
    read();
    return watchTheme(read);
  }, [container]);

  return theme;
}

function useResize(
  container: RefObject<HTMLDivElement>,
  chart: EChartsType | undefined,
): void {
  useEffect(() => {
    const element = container.current;
    if (!chart || !element || typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0) {
        chart.resize({ width: clientWidth, height: clientHeight });
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [chart, container]);
}

/**
 * Draws with echarts, which is loaded only now: nothing moves, the colours are
 * those of the page's theme, and the size that of the container.
 *
 * @param build - the same function for as long as it draws the same
 */
export function useChart(
  build: (theme: ChartTheme) => ChartOption,
  pointCount: number,
) {
  const container = useRef<HTMLDivElement>(null);
  const renderer = rendererFor(pointCount);
  const { chart, failure } = useInstance(container, renderer);
  const theme = useChartTheme(container);
  useResize(container, chart);

  useEffect(() => {
    if (chart && theme) {
      chart.setOption(
        { animation: false, ...build(theme) },
        { notMerge: true },
      );
    }
  }, [build, chart, theme]);

  return { container, chart, failure };
}
