import { type KeyboardEvent } from 'react';
import {
  isCollapsed,
  rowOf,
  type Fold,
  type SpanNode,
  type TimeWindow,
  type TraceModel,
} from '../../../model/trace';
import { type ViewActions } from '../hooks/useTraceView';

/** What the keys of the waterfall work on. */
export type KeyTargets = {
  model: TraceModel;
  rows: readonly SpanNode[];
  fold: Fold;
  active: SpanNode | undefined;
  matches: readonly SpanNode[];
  zoom: TimeWindow | undefined;
  hasDetails: boolean;
  /** How many rows are in sight. */
  pageSize(): number;
  actions: ViewActions;
  focusFind(): void;
};

/** The next of some spans after another, or the one before; around the end. */
export function neighbour(
  nodes: readonly SpanNode[],
  from: SpanNode | undefined,
  step: 1 | -1,
): SpanNode | undefined {
  const index = from?.index ?? -1;
  return step === 1
    ? nodes.find(node => node.index > index) ?? nodes[0]
    : nodes.findLast(node => node.index < index) ?? nodes.at(-1);
}

function moveTo(targets: KeyTargets, position: number): void {
  const { rows, actions } = targets;
  const row = rows[Math.max(0, Math.min(rows.length - 1, position))];
  if (row) {
    actions.activate(row);
  }
}

function moveBy(targets: KeyTargets, step: number): void {
  moveTo(targets, rowOf(targets.rows, targets.active) + step);
}

function collapseOrLeave({ active, fold, actions }: KeyTargets): void {
  if (active && active.children.length > 0 && !isCollapsed(active, fold)) {
    actions.toggle(active);
  } else if (active?.parent) {
    actions.activate(active.parent);
  }
}

function expandOrEnter(targets: KeyTargets): void {
  const { active, fold, actions } = targets;
  if (active && isCollapsed(active, fold)) {
    actions.toggle(active);
  } else if (active && active.children.length > 0) {
    moveBy(targets, 1);
  }
}

function zoomToOrBack({ active, zoom, actions }: KeyTargets): void {
  if (!active) {
    return;
  }
  const { startUs: fromUs, endUs: toUs } = active;
  const isThere = zoom?.fromUs === fromUs && zoom.toUs === toUs;
  actions.change({ zoom: isThere ? undefined : { fromUs, toUs } });
}

function go(targets: KeyTargets, nodes: readonly SpanNode[], step: 1 | -1) {
  const next = neighbour(nodes, targets.active, step);
  if (next) {
    targets.actions.activate(next);
  }
}

function goToError(targets: KeyTargets, step: 1 | -1): void {
  go(
    targets,
    targets.model.nodes.filter(({ isError }) => isError),
    step,
  );
}

const KEYS: { [key: string]: (targets: KeyTargets) => void } = {
  ArrowDown: targets => moveBy(targets, 1),
  j: targets => moveBy(targets, 1),
  ArrowUp: targets => moveBy(targets, -1),
  k: targets => moveBy(targets, -1),
  PageDown: targets => moveBy(targets, targets.pageSize()),
  PageUp: targets => moveBy(targets, -targets.pageSize()),
  Home: targets => moveTo(targets, 0),
  End: targets => moveTo(targets, targets.rows.length - 1),
  ArrowLeft: collapseOrLeave,
  ArrowRight: expandOrEnter,
  Enter: ({ active, actions }) => active && actions.select(active),
  Escape: ({ actions, hasDetails }) => hasDetails && actions.close(),
  n: targets => go(targets, targets.matches, 1),
  N: targets => go(targets, targets.matches, -1),
  e: targets => goToError(targets, 1),
  E: targets => goToError(targets, -1),
  z: zoomToOrBack,
  '/': ({ focusFind }) => focusFind(),
};

/** What a key does while the waterfall has the focus. */
export function handleWaterfallKey(
  event: KeyboardEvent,
  targets: KeyTargets,
): void {
  const act = KEYS[event.key];
  const isCombined = event.ctrlKey || event.metaKey || event.altKey;
  // Controls inside the grid have keys of their own.
  if (act && !isCombined && event.target === event.currentTarget) {
    event.preventDefault();
    act(targets);
  }
}
