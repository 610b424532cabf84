import { type SpanNode, type TimeWindow } from './types';

/** When the trace waited for a span itself. */
export type CriticalPath = ReadonlyMap<SpanNode, readonly TimeWindow[]>;

function lastFinishingFirst(
  children: readonly SpanNode[],
  untilUs: number,
): { child: SpanNode; endUs: number }[] {
  return children
    .map(child => ({ child, endUs: Math.min(child.endUs, untilUs) }))
    .sort(
      (one, other) =>
        other.endUs - one.endUs || one.child.startUs - other.child.startUs,
    );
}

/**
 * The spans that the end of `root` waited for. Walks back from the end: the
 * child that finished last was waited for, before it the last one that had
 * finished when that one began, and so on; what lies between is the span's own.
 */
export function findCriticalPath(root: SpanNode): CriticalPath {
  const path = new Map<SpanNode, TimeWindow[]>();
  const waiting = [{ node: root, untilUs: root.endUs }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, untilUs } = next;
    const own: TimeWindow[] = [];
    let cursor = untilUs;
    for (const { child, endUs } of lastFinishingFirst(node.children, untilUs)) {
      const fromUs = Math.max(child.startUs, node.startUs);
      if (endUs > cursor || endUs <= fromUs) {
        continue;
      }
      if (cursor > endUs) {
        own.push({ fromUs: endUs, toUs: cursor });
      }
      waiting.push({ node: child, untilUs: endUs });
      cursor = fromUs;
    }
    if (cursor > node.startUs) {
      own.push({ fromUs: node.startUs, toUs: cursor });
    }
    path.set(node, own.reverse());
  }
  return path;
}
