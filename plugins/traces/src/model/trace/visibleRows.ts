import { type SpanNode, type TraceModel } from './types';

/**
 * Which spans show their children: all of them, those above a depth, or those
 * that lead to an error; each of `flipped` does the opposite.
 */
export type Fold = {
  base: 'none' | 'errors' | number;
  flipped: ReadonlySet<string>;
};

export const UNFOLDED: Fold = { base: 'none', flipped: new Set() };

export function isCollapsed(node: SpanNode, { base, flipped }: Fold): boolean {
  if (node.children.length === 0) {
    return false;
  }
  const isBaseCollapsed =
    base === 'errors'
      ? node.errorsBelow === 0
      : base !== 'none' && node.depth + 1 >= base;
  return isBaseCollapsed !== flipped.has(node.key);
}

/** Opens or closes one span. */
export function flip(fold: Fold, node: SpanNode): Fold {
  const flipped = new Set(fold.flipped);
  if (!flipped.delete(node.key)) {
    flipped.add(node.key);
  }
  return { ...fold, flipped };
}

/** Opens all that hides a span; the same fold when nothing does. */
export function reveal(fold: Fold, node: SpanNode): Fold {
  const hiding: SpanNode[] = [];
  for (let above = node.parent; above; above = above.parent) {
    if (isCollapsed(above, fold)) {
      hiding.push(above);
    }
  }
  if (hiding.length === 0) {
    return fold;
  }
  const flipped = new Set(fold.flipped);
  for (const { key } of hiding) {
    if (!flipped.delete(key)) {
      flipped.add(key);
    }
  }
  return { ...fold, flipped };
}

/** Marks the matching spans and their ancestors, so that they keep their place. */
function markWithAncestors(
  nodes: readonly SpanNode[],
  matches: (node: SpanNode) => boolean,
): Uint8Array {
  const marks = new Uint8Array(nodes.length);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (marks[index] || matches(node)) {
      marks[index] = 1;
      if (node.parent) {
        marks[node.parent.index] = 1;
      }
    }
  }
  return marks;
}

/**
 * The spans to show, in order: not those below a collapsed one and, with
 * `matches`, only those that match and their ancestors.
 */
export function visibleRows(
  { nodes }: Pick<TraceModel, 'nodes'>,
  fold: Fold = UNFOLDED,
  matches?: (node: SpanNode) => boolean,
): SpanNode[] {
  const marks = matches && markWithAncestors(nodes, matches);
  const rows: SpanNode[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (marks && !marks[index]) {
      index += node.descendantCount;
      continue;
    }
    rows.push(node);
    if (isCollapsed(node, fold)) {
      index += node.descendantCount;
    }
  }
  return rows;
}

/**
 * Where a span is among the rows, or else the nearest of its ancestors that is
 * shown; -1 when there is none.
 */
export function rowOf(
  rows: readonly SpanNode[],
  node: SpanNode | undefined,
): number {
  for (let shown = node; shown; shown = shown.parent) {
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (rows[middle].index < shown.index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (rows[low] === shown) {
      return low;
    }
  }
  return -1;
}
