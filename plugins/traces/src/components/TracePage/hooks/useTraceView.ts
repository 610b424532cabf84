import {
  type Dispatch,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  flip,
  formatView,
  parseView,
  reveal,
  withView,
  type Fold,
  type SpanNode,
  type TraceModel,
  type TraceView,
} from '../../../model/trace';

/** Browsers limit how often the address may change; keys are pressed faster. */
const ADDRESS_DELAY_MS = 150;

/** How a trace is looked at. The link tells all but `flipped` and `active`. */
export type ViewState = {
  view: TraceView;
  /** Spans that somebody opened or closed by hand. */
  flipped: Fold['flipped'];
  /** The key of the span that the keyboard is at. */
  active: string | undefined;
};

/** What changes how a trace is looked at. */
export type ViewActions = {
  change(change: Partial<TraceView>): void;
  fold(levels: Fold['base']): void;
  toggle(node: SpanNode): void;
  /** Moves the keyboard to a span; open details follow it. */
  activate(node: SpanNode): void;
  /** The same, and opens the details. */
  select(node: SpanNode): void;
  close(): void;
};

function stateOf(view: TraceView, model: TraceModel): ViewState {
  const node = view.selected ? model.byKey.get(view.selected) : undefined;
  const fold: Fold = { base: view.levels, flipped: new Set() };
  return {
    view,
    flipped: node ? reveal(fold, node).flipped : fold.flipped,
    active: node?.key ?? model.root?.key,
  };
}

function revealed(state: ViewState, node: SpanNode): Fold['flipped'] {
  return reveal({ base: state.view.levels, flipped: state.flipped }, node)
    .flipped;
}

function useAddress(view: TraceView, adopt: (view: TraceView) => void): void {
  const [parameters, setParameters] = useSearchParams();
  const stated = formatView(parseView(parameters)).toString();
  const own = formatView(view).toString();
  const known = useRef(stated);

  useEffect(() => {
    if (stated !== known.current) {
      known.current = stated;
      adopt(parseView(new URLSearchParams(stated)));
    }
  }, [stated, adopt]);
  useEffect(() => {
    if (own === known.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      known.current = own;
      setParameters(
        previous => withView(previous, parseView(new URLSearchParams(own))),
        { replace: true },
      );
    }, ADDRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [own, setParameters]);
}

function actionsOn(
  setState: Dispatch<(previous: ViewState) => ViewState>,
): ViewActions {
  return {
    change: change =>
      setState(({ view, ...rest }) => ({
        ...rest,
        view: { ...view, ...change },
      })),
    fold: levels =>
      setState(({ view, ...rest }) => ({
        ...rest,
        view: { ...view, levels },
        flipped: new Set(),
      })),
    toggle: node =>
      setState(previous => ({
        ...previous,
        active: node.key,
        flipped: flip(
          { base: previous.view.levels, flipped: previous.flipped },
          node,
        ).flipped,
      })),
    activate: node =>
      setState(previous => ({
        view: previous.view.selected
          ? { ...previous.view, selected: node.key }
          : previous.view,
        active: node.key,
        flipped: revealed(previous, node),
      })),
    select: node =>
      setState(previous => ({
        view: { ...previous.view, selected: node.key },
        active: node.key,
        flipped: revealed(previous, node),
      })),
    close: () =>
      setState(({ view, ...rest }) => ({
        ...rest,
        view: { ...view, selected: undefined },
      })),
  };
}

/** Keeps how a trace is looked at, in step with the link. */
export function useTraceView(model: TraceModel): {
  state: ViewState;
  actions: ViewActions;
} {
  const [parameters] = useSearchParams();
  const [state, setState] = useState(() =>
    stateOf(parseView(parameters), model),
  );
  const adopt = useCallback(
    (view: TraceView) => setState(stateOf(view, model)),
    [model],
  );
  useAddress(state.view, adopt);

  const actions = useMemo(() => actionsOn(setState), []);
  return { state, actions };
}
