import {
  type Trace,
  type TraceResource,
} from '@shop-platform/backstage-plugin-traces-common';
import { microsSince, spanTimes } from './spanTimes';
import { type SpanNode, type SpanOddity } from './types';

const UNKNOWN_RESOURCE: TraceResource = { service: '', attributes: {} };

/** A node while the tree is built. */
type Draft = Omit<SpanNode, 'parent' | 'children' | 'oddities'> & {
  parent: Draft | undefined;
  children: Draft[];
  oddities: SpanOddity[];
};

function earliestStart(starts: (bigint | undefined)[]): bigint {
  let earliest: bigint | undefined;
  for (const start of starts) {
    if (start !== undefined && (earliest === undefined || start < earliest)) {
      earliest = start;
    }
  }
  return earliest ?? 0n;
}

/** The spans in order of time; parents that start with a child come before it. */
function makeDrafts(trace: Trace): { drafts: Draft[]; startNano: bigint } {
  const times = trace.spans.map(spanTimes);
  const startNano = earliestStart(times.map(({ start }) => start));
  const drafts = trace.spans.map((span, index): Draft => {
    const { start = startNano, durationUs, isValid } = times[index];
    const resource = trace.resources[span.resource] ?? UNKNOWN_RESOURCE;
    const startUs = microsSince(startNano, start);
    return {
      index,
      key: span.spanId,
      span,
      resource,
      service: resource.service,
      isRestricted: resource.restricted ?? false,
      isError: span.status.code === 'error',
      startUs,
      endUs: startUs + durationUs,
      durationUs,
      selfUs: durationUs,
      depth: 0,
      parent: undefined,
      children: [],
      descendantCount: 0,
      errorsBelow: 0,
      oddities: isValid ? [] : ['badTime'],
      isCritical: false,
      critical: [],
    };
  });
  drafts.sort(
    (one, other) =>
      one.startUs - other.startUs || other.durationUs - one.durationUs,
  );
  return { drafts, startNano };
}

/** Gives every draft a key of its own, and finds them by span id. */
function nameDrafts(drafts: Draft[]): Map<string, Draft> {
  const firstById = new Map<string, Draft>();
  const counts = new Map<string, number>();
  for (const draft of drafts) {
    const { spanId } = draft.span;
    const first = firstById.get(spanId);
    if (first) {
      const count = (counts.get(spanId) ?? 1) + 1;
      counts.set(spanId, count);
      draft.key = `${spanId}~${count}`;
      draft.oddities.push('duplicateId');
      if (count === 2) {
        first.oddities.push('duplicateId');
      }
    } else {
      firstById.set(spanId, draft);
    }
  }
  return firstById;
}

function linkParents(drafts: Draft[], byId: Map<string, Draft>): void {
  for (const draft of drafts) {
    const { parentSpanId } = draft.span;
    if (!parentSpanId) {
      continue;
    }
    const parent = byId.get(parentSpanId);
    if (!parent) {
      draft.oddities.push('missingParent');
    } else if (parent === draft) {
      draft.oddities.push('cycle');
    } else {
      draft.parent = parent;
    }
  }
}

function earliestOfCycle(start: Draft): Draft {
  let earliest = start;
  for (let next = start.parent; next && next !== start; next = next.parent) {
    earliest = next.index < earliest.index ? next : earliest;
  }
  return earliest;
}

/** Cuts each cycle above the earliest of its spans. */
function cutCycles(drafts: Draft[]): void {
  // The drafts are in order of time, and so are their positions.
  drafts.forEach((draft, position) => {
    draft.index = position;
  });
  /** On whose way up each was met first: one that meets itself again is in a cycle. */
  const metBy = new Int32Array(drafts.length).fill(-1);
  for (const draft of drafts) {
    let above: Draft | undefined = draft;
    while (above && metBy[above.index] === -1) {
      metBy[above.index] = draft.index;
      above = above.parent;
    }
    if (above && metBy[above.index] === draft.index) {
      const first = earliestOfCycle(above);
      first.parent = undefined;
      first.oddities.push('cycle');
    }
  }
}

/** Depth first, without recursion: a trace may be as deep as it is long. */
function orderDepthFirst(drafts: Draft[]): Draft[] {
  const roots: Draft[] = [];
  for (const draft of drafts) {
    (draft.parent?.children ?? roots).push(draft);
  }
  const ordered: Draft[] = [];
  const waiting = roots.reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    next.index = ordered.length;
    next.depth = next.parent ? next.parent.depth + 1 : 0;
    ordered.push(next);
    for (let child = next.children.length - 1; child >= 0; child--) {
      waiting.push(next.children[child]);
    }
  }
  return ordered;
}

/** What a span knows from its relatives: parents see all their descendants. */
function addUp(ordered: Draft[]): void {
  for (let index = ordered.length - 1; index >= 0; index--) {
    const node = ordered[index];
    const { parent } = node;
    if (!parent) {
      continue;
    }
    parent.descendantCount += 1 + node.descendantCount;
    parent.errorsBelow += Number(node.isError) + node.errorsBelow;
    if (node.startUs < parent.startUs) {
      node.oddities.push('beforeParent');
    }
  }
}

/** A node's time without that of its children, who may overlap and overhang. */
function selfTime({ startUs, endUs, durationUs, children }: Draft): number {
  let covered = 0;
  let until = startUs;
  for (const child of children) {
    const from = Math.max(child.startUs, until);
    const to = Math.min(child.endUs, endUs);
    if (to > from) {
      covered += to - from;
      until = to;
    }
  }
  return Math.max(0, durationUs - covered);
}

/**
 * Makes a tree of the spans. Each is in it once, whatever their ids and parents
 * say: those without a parent that arrived become roots of their own.
 */
export function buildTree(trace: Trace): {
  nodes: SpanNode[];
  startNano: bigint;
} {
  const { drafts, startNano } = makeDrafts(trace);
  linkParents(drafts, nameDrafts(drafts));
  cutCycles(drafts);
  const nodes = orderDepthFirst(drafts);
  addUp(nodes);
  for (const node of nodes) {
    node.selfUs = selfTime(node);
  }
  return { nodes, startNano };
}
