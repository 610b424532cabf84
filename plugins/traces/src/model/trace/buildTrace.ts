import { type Trace } from '@shop-platform/backstage-plugin-traces-common';
import { buildTree } from './buildTree';
import { findCriticalPath } from './criticalPath';
import {
  type ServiceStatistics,
  type SpanNode,
  type TraceModel,
} from './types';

/**
 * The span that the trace is about: the first that has no parent, or where that
 * one did not arrive, the longest of those that are left without theirs.
 */
function mainRoot(nodes: readonly SpanNode[]): SpanNode | undefined {
  const roots = nodes.filter(({ parent }) => !parent);
  return (
    roots.find(({ span }) => !span.parentSpanId) ??
    roots.reduce<SpanNode | undefined>(
      (longest, root) =>
        longest && longest.durationUs >= root.durationUs ? longest : root,
      undefined,
    )
  );
}

function markCriticalPath(root: SpanNode): void {
  for (const [node, windows] of findCriticalPath(root)) {
    node.isCritical = true;
    node.critical = windows;
  }
}

function serviceStatistics(nodes: readonly SpanNode[]): ServiceStatistics[] {
  const byService = new Map<string, ServiceStatistics>();
  for (const node of nodes) {
    const statistics = byService.get(node.service) ?? {
      service: node.service,
      isRestricted: node.isRestricted,
      spanCount: 0,
      errorCount: 0,
      selfUs: 0,
      criticalUs: 0,
    };
    byService.set(node.service, statistics);
    statistics.spanCount += 1;
    statistics.errorCount += Number(node.isError);
    statistics.selfUs += node.selfUs;
    for (const { fromUs, toUs } of node.critical) {
      statistics.criticalUs += toUs - fromUs;
    }
  }
  return [...byService.values()].sort(
    (one, other) =>
      other.criticalUs - one.criticalUs ||
      other.spanCount - one.spanCount ||
      one.service.localeCompare(other.service),
  );
}

function countOf(
  nodes: readonly SpanNode[],
  matches: (node: SpanNode) => boolean,
): number {
  return nodes.reduce((count, node) => count + Number(matches(node)), 0);
}

/** Works out all that the page of a trace tells about it. */
export function buildTrace(trace: Trace): TraceModel {
  const { nodes, startNano } = buildTree(trace);
  const root = mainRoot(nodes);
  if (root) {
    markCriticalPath(root);
  }
  let endUs = 0;
  let depth = 0;
  for (const node of nodes) {
    endUs = Math.max(endUs, node.endUs);
    depth = Math.max(depth, node.depth + 1);
  }
  return {
    trace,
    nodes,
    root,
    startNano,
    durationUs: endUs,
    depth,
    errorCount: countOf(nodes, ({ isError }) => isError),
    restrictedCount: countOf(nodes, ({ isRestricted }) => isRestricted),
    oddCount: countOf(nodes, ({ oddities }) => oddities.length > 0),
    services: serviceStatistics(nodes),
    byKey: new Map(nodes.map(node => [node.key, node])),
  };
}
