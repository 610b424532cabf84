import { type TraceSummary } from '@shop-platform/backstage-plugin-traces-common';
import {
  type StoredTraceSummary,
  type TracePosition,
  type TraceSearchAnswer,
} from '@shop-platform/backstage-plugin-traces-node';
import { markOf, type SearchCursor } from './cursor';
import { mergeSummaries, type Part } from './mergeSummaries';
import { type Answer } from './SourceAsker';

export type Page = {
  traces: TraceSummary[];
  moreExist: boolean;
  /** Where to go on; absent when nothing can. */
  next?: SearchCursor;
};

type Group = { position: TracePosition; traceId: string; parts: Part[] };

/** The order of a search: newest first, then by trace id. */
function comparePositions(left: TracePosition, right: TracePosition): number {
  if (left.time !== right.time) {
    return left.time > right.time ? -1 : 1;
  }
  if (left.traceId === right.traceId) {
    return 0;
  }
  return left.traceId < right.traceId ? -1 : 1;
}

function byPosition(
  left: { position: TracePosition },
  right: { position: TracePosition },
): number {
  return comparePositions(left.position, right.position);
}

// What a source would say next stands behind its last summary, so nothing
// behind the earliest of these ends may be given yet.
function findEnd(
  answers: Answer<TraceSearchAnswer>[],
): TracePosition | undefined {
  return answers
    .filter(({ value, capabilities }) => value.moreExist && capabilities.paging)
    .flatMap(({ value }) => [...value.traces].sort(byPosition).slice(-1))
    .sort(byPosition)[0]?.position;
}

function groupByTrace(answers: Answer<TraceSearchAnswer>[]): Group[] {
  const groups = new Map<string, Group>();
  const parts = answers.flatMap(({ source, value }) =>
    value.traces.map(summary => ({ source: source.id, summary })),
  );
  for (const part of parts) {
    const { traceId, position } = part.summary;
    const group = groups.get(traceId);
    if (!group) {
      groups.set(traceId, { traceId, position, parts: [part] });
    } else {
      group.parts.push(part);
      if (comparePositions(position, group.position) < 0) {
        group.position = position;
      }
    }
  }
  return [...groups.values()].sort(byPosition);
}

function takeGroups(
  groups: Group[],
  options: { limit: number; end?: TracePosition; given: ReadonlySet<string> },
) {
  const taken: Group[] = [];
  let last: TracePosition | undefined;
  for (const group of groups) {
    const beyond =
      options.end && comparePositions(group.position, options.end) > 0;
    if (beyond || taken.length === options.limit) {
      break;
    }
    last = group.position;
    if (!options.given.has(markOf(group.traceId))) {
      taken.push(group);
    }
  }
  return { taken, last };
}

function isBehind(
  summary: StoredTraceSummary,
  position: TracePosition,
): boolean {
  return comparePositions(summary.position, position) > 0;
}

/**
 * Makes one page out of the pages of several sources: newest first, each trace
 * once, and none passed over that a source has yet to give.
 */
export function mergeSearch(
  answers: Answer<TraceSearchAnswer>[],
  options: { limit: number; cursor?: SearchCursor },
): Page {
  const { limit, cursor } = options;
  const groups = groupByTrace(answers);
  const given = cursor?.given ?? [];
  const { taken, last } = takeGroups(groups, {
    limit,
    end: findEnd(answers),
    given: new Set(given),
  });

  const hasMore = ({ value }: Answer<TraceSearchAnswer>) =>
    value.moreExist ||
    (last !== undefined && value.traces.some(item => isBehind(item, last)));
  const open = answers.filter(hasMore);
  const next =
    last && open.some(({ capabilities }) => capabilities.paging)
      ? {
          after: last,
          // A lone source gives no trace twice.
          given:
            answers.length > 1
              ? [...given, ...taken.map(({ traceId }) => markOf(traceId))]
              : given,
        }
      : undefined;

  return {
    traces: taken.map(({ parts }) => mergeSummaries(parts)),
    moreExist: open.length > 0,
    next,
  };
}
