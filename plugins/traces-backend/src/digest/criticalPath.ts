import { findMainSpan, type SpanTree, type TimedSpan } from './spanTree';

/** A span on the critical path, and how long the request waited for it alone. */
export type CriticalSpan = { item: TimedSpan; selfMs: number };

type Step = { item: TimedSpan; until: number };

/**
 * The spans that the request waited for: walking back from its end, at each
 * moment the child that ended last, or else the span itself.
 */
export function findCriticalPath(tree: SpanTree): CriticalSpan[] {
  const main = findMainSpan(tree);
  const path: CriticalSpan[] = [];
  const visited = new Set<TimedSpan>();
  const steps: Step[] = main ? [{ item: main, until: main.endMs }] : [];

  for (let step = steps.pop(); step; step = steps.pop()) {
    const { item } = step;
    visited.add(item);
    let selfMs = 0;
    let until = Math.min(step.until, item.endMs);
    const children = tree
      .childrenOf(item)
      .filter(child => !visited.has(child))
      .sort((left, right) => right.endMs - left.endMs);
    for (const child of children) {
      const end = Math.min(child.endMs, until);
      if (child.startMs < until && end > item.startMs) {
        selfMs += until - end;
        until = Math.max(child.startMs, item.startMs);
        visited.add(child);
        steps.push({ item: child, until: end });
      }
    }
    path.push({ item, selfMs: selfMs + Math.max(0, until - item.startMs) });
  }
  return path;
}
