import { VisuallyHidden } from '@backstage/ui';
import {
  useVirtualizer,
  type Range,
  type VirtualItem,
} from '@tanstack/react-virtual';
import {
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react';
import {
  isCollapsed,
  rowOf,
  ticksOf,
  type Fold,
  type SpanNode,
  type Tick,
  type TimeWindow,
  type TraceModel,
} from '../../../model/trace';
import { type TraceText, type Translate } from '../hooks/useTraceText';
import { type ViewActions } from '../hooks/useTraceView';
import { handleWaterfallKey, type KeyTargets } from '../lib/waterfallKeys';
import { TimeAxis, TimeLines } from './TimeAxis';
import { TreeResizer } from './TreeResizer';
import styles from './Waterfall.module.css';
import { WaterfallRow } from './WaterfallRow';

/** As high as the styles make rows and the head above them. */
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 32;
const OVERSCAN = 10;
const TICK_COUNT = 5;

type WaterfallProps = {
  grid: RefObject<HTMLDivElement>;
  model: TraceModel;
  rows: readonly SpanNode[];
  fold: Fold;
  window: TimeWindow;
  zoom: TimeWindow | undefined;
  active: SpanNode | undefined;
  selected: SpanNode | undefined;
  matches: readonly SpanNode[];
  /** Which spans were asked for; their ancestors are shown with them. */
  filter: ((node: SpanNode) => boolean) | undefined;
  actions: ViewActions;
  text: TraceText;
  focusFind(): void;
};

/** The rows in sight, and the active one: it must exist to be announced. */
function useRange(activePosition: number) {
  return useCallback(
    ({ startIndex, endIndex, overscan, count }: Range) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const positions = Array.from(
        { length: last - first + 1 },
        (_, offset) => first + offset,
      );
      return activePosition >= 0 &&
        activePosition < count &&
        (activePosition < first || activePosition > last)
        ? [...positions, activePosition]
        : positions;
    },
    [activePosition],
  );
}

function useVirtualRows(props: WaterfallProps) {
  const { grid, rows, active, selected } = props;
  const activePosition = rowOf(rows, active);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    rangeExtractor: useRange(activePosition),
  });
  const position = useRef(activePosition);
  useEffect(() => {
    position.current = activePosition;
  });
  const hasDetails = selected !== undefined;
  useEffect(() => {
    if (position.current >= 0) {
      virtualizer.scrollToIndex(position.current, { align: 'auto' });
    }
    // Rows that come and go above the active one leave the view where it is.
  }, [virtualizer, active, hasDetails]);
  return { virtualizer, activePosition };
}

/** One listener for all rows: the caret folds, the rest opens the details. */
function useRowClicks({ rows, actions }: WaterfallProps) {
  return useCallback(
    ({ target }: MouseEvent) => {
      if (!(target instanceof Element)) {
        return;
      }
      const element = target.closest('[data-position]');
      const row = rows[Number(element?.getAttribute('data-position') ?? NaN)];
      if (row && target.closest('[data-part="caret"]')) {
        actions.toggle(row);
      } else if (row) {
        actions.select(row);
      }
    },
    [rows, actions],
  );
}

function pageSize(grid: HTMLElement | null): number {
  const height = (grid?.clientHeight ?? 0) - HEAD_HEIGHT;
  // The row at the edge stays in sight.
  return Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
}

function Head(props: {
  grid: RefObject<HTMLElement>;
  ticks: Tick[];
  t: Translate;
}) {
  const { grid, ticks, t } = props;
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <div role="columnheader" className={styles.treeHead}>
        {t('tracePage.waterfall.span')}
        <TreeResizer grid={grid} t={t} />
      </div>
      <div role="columnheader" className={styles.timeHead}>
        <VisuallyHidden>{t('tracePage.waterfall.timeline')}</VisuallyHidden>
        <TimeAxis ticks={ticks} />
      </div>
    </div>
  );
}

function Rows(
  props: WaterfallProps & {
    id: string;
    items: readonly VirtualItem[];
    activePosition: number;
  },
) {
  const { model, rows, fold, window, text, filter } = props;
  const matches = useMemo(() => new Set(props.matches), [props.matches]);
  return props.items.map(({ index, start }) => {
    const node = rows[index];
    return (
      <WaterfallRow
        key={node.index}
        id={`${props.id}-${node.index}`}
        node={node}
        position={index}
        top={start - HEAD_HEIGHT}
        window={window}
        startNano={model.startNano}
        text={text}
        isActive={index === props.activePosition}
        isSelected={node === props.selected}
        isCollapsed={isCollapsed(node, fold)}
        isMatch={matches.has(node)}
        isContext={filter?.(node) === false}
      />
    );
  });
}

/** The spans as a tree of rows, with their times as bars. */
export function Waterfall(props: WaterfallProps) {
  const { grid, rows, window, text } = props;
  const { t, locale } = text;
  const id = useId();
  const { virtualizer, activePosition } = useVirtualRows(props);
  const active = rows[activePosition];
  const ticks = useMemo(
    () => ticksOf(window, TICK_COUNT, locale),
    [window, locale],
  );
  const keyTargets: KeyTargets = {
    ...props,
    active: active ?? props.active,
    hasDetails: props.selected !== undefined,
    pageSize: () => pageSize(grid.current),
  };

  return (
    <div
      ref={grid}
      role="treegrid"
      tabIndex={0}
      className={styles.grid}
      aria-label={t('tracePage.waterfall.title')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={active && `${id}-${active.index}`}
      onClick={useRowClicks(props)}
      onKeyDown={event => handleWaterfallKey(event, keyTargets)}
    >
      <Head grid={grid} ticks={ticks} t={t} />
      <div
        role="rowgroup"
        className={styles.rows}
        style={{ height: virtualizer.getTotalSize() }}
      >
        <TimeLines ticks={ticks} />
        <Rows
          {...props}
          id={id}
          items={virtualizer.getVirtualItems()}
          activePosition={activePosition}
        />
      </div>
    </div>
  );
}
