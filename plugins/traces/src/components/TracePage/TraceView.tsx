import { Button } from '@backstage/ui';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  clampWindow,
  visibleRows,
  withView,
  type Fold,
  type ShownSpans,
  type SpanNode,
  type TimeWindow,
  type TraceModel,
} from '../../model/trace';
import { SpanDetails } from './details';
import { ServiceLegend, TraceHeader, TraceNotices } from './header';
import { useSpanSearch } from './hooks/useSpanSearch';
import { useTraceLinks, type TraceLinks } from './hooks/useTraceLinks';
import { useTraceText, type TraceText } from './hooks/useTraceText';
import {
  useTraceView,
  type ViewActions,
  type ViewState,
} from './hooks/useTraceView';
import { Overview } from './overview';
import { FindField, Toolbar } from './toolbar';
import styles from './TracePage.module.css';
import { Waterfall } from './waterfall';

/** Which spans `show` means; all of them when `undefined`. */
function filterOf(
  show: ShownSpans,
  matches: readonly SpanNode[],
): ((node: SpanNode) => boolean) | undefined {
  switch (show) {
    case 'critical':
      return node => node.isCritical;
    case 'errors':
      return node => node.isError;
    case 'matches': {
      const found = new Set(matches);
      return node => found.has(node);
    }
    default:
      return undefined;
  }
}

/** What is derived from how the trace is looked at. */
function useShown(model: TraceModel, { view, flipped, active }: ViewState) {
  const { selected, show, levels, find, zoom } = view;
  const matches = useSpanSearch(model, find);
  const fold = useMemo<Fold>(
    () => ({ base: levels, flipped }),
    [levels, flipped],
  );
  const filter = useMemo(() => filterOf(show, matches), [show, matches]);
  const rows = useMemo(
    () => visibleRows(model, fold, filter),
    [model, fold, filter],
  );
  const clamped = useMemo(
    () => clampWindow(zoom, model.durationUs),
    [zoom, model.durationUs],
  );
  const window = useMemo(
    () => clamped ?? { fromUs: 0, toUs: model.durationUs },
    [clamped, model.durationUs],
  );
  return {
    matches,
    filter,
    fold,
    rows,
    zoom: clamped,
    window,
    active: active ? model.byKey.get(active) : undefined,
    selected: selected ? model.byKey.get(selected) : undefined,
  };
}

function NothingShown(props: {
  show: Exclude<ShownSpans, 'all'>;
  onShowAll(): void;
  text: TraceText;
}) {
  const { t } = props.text;
  return (
    <div className={styles.nothing}>
      <p>{t(`tracePage.show.nothing.${props.show}`)}</p>
      <Button size="small" variant="secondary" onPress={props.onShowAll}>
        {t('tracePage.show.showAll')}
      </Button>
    </div>
  );
}

/** The focus of the waterfall and of the search, which pass it to each other. */
function useFocus() {
  const grid = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const focusFind = useCallback(
    () => field.current?.querySelector('input')?.focus(),
    [],
  );
  useEffect(() => {
    // The keys work at once where nothing else has the focus.
    if (document.activeElement === document.body) {
      grid.current?.focus({ preventScroll: true });
    }
  }, []);
  return { grid, field, focusGrid, focusFind };
}

/** The spans, and beside them the details of one. */
function Panes(props: {
  model: TraceModel;
  show: ShownSpans;
  shown: ReturnType<typeof useShown>;
  links: TraceLinks;
  actions: ViewActions;
  focus: ReturnType<typeof useFocus>;
  onZoom(zoom: TimeWindow | undefined): void;
  text: TraceText;
}) {
  const { model, show, shown, actions, focus, text } = props;
  const onClose = () => {
    actions.close();
    focus.focusGrid();
  };
  return (
    <div className={styles.panes}>
      {shown.rows.length === 0 && show !== 'all' ? (
        <NothingShown
          show={show}
          onShowAll={() => actions.change({ show: 'all' })}
          text={text}
        />
      ) : (
        <Waterfall
          grid={focus.grid}
          model={model}
          {...shown}
          actions={actions}
          focusFind={focus.focusFind}
          text={text}
        />
      )}
      {shown.selected && (
        <SpanDetails
          model={model}
          node={shown.selected}
          links={props.links}
          onSelect={actions.select}
          onZoom={props.onZoom}
          onClose={onClose}
          text={text}
        />
      )}
    </div>
  );
}

function useChanges({ change }: ViewActions) {
  return useMemo(
    () => ({
      onZoom: (zoom: TimeWindow | undefined) => change({ zoom }),
      onFind: (find: string) => change({ find }),
      onShow: (show: ShownSpans) => change({ show }),
    }),
    [change],
  );
}

/** A trace that has arrived: header, overview, waterfall, and details of a span. */
export function TraceView(props: { model: TraceModel; onReload(): void }) {
  const { model } = props;
  const text = useTraceText();
  const links = useTraceLinks(model);
  const [parameters] = useSearchParams();
  const { state, actions } = useTraceView(model);
  const shown = useShown(model, state);
  const focus = useFocus();
  const { view } = state;
  const { onZoom, onFind, onShow } = useChanges(actions);
  const common = { model, text };

  return (
    <>
      <TraceHeader
        {...common}
        links={links}
        linkParameters={withView(parameters, view)}
        onReload={props.onReload}
      />
      <TraceNotices {...common} />
      <ServiceLegend {...common} onFind={onFind} />
      <Overview {...common} zoom={shown.zoom} onZoom={onZoom} />
      <Toolbar
        {...common}
        show={view.show}
        onShow={onShow}
        onFold={actions.fold}
      >
        <FindField
          field={focus.field}
          find={view.find}
          matches={shown.matches}
          active={shown.active}
          onFind={onFind}
          onGo={actions.activate}
          onLeave={focus.focusGrid}
          text={text}
        />
      </Toolbar>
      <Panes
        {...common}
        {...{ shown, links, actions, focus, onZoom }}
        show={view.show}
      />
    </>
  );
}
