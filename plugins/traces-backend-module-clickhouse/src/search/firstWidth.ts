import {
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { type TableLayout } from '../layout/types';
import { isInCopyByTime } from './copyByTime';
import { newestFirst } from './newestMatches';

const SECOND = 1_000_000_000;
/** So many spans of all services are looked through at once: fewer take as long. */
const SPANS = 100_000;
/** As long takes a part of that where the spans of a time are neighbours. */
const NEIGHBOURS = 30_000;
/** Of the spans of one service there are fewer among neighbours; in the order of services they cost less. */
const BY_SERVICE = 2;
/** The table is in the order of service and operation, so both together leave little to read. */
const BY_OPERATION = 3;
/** What is read backwards ends where there is enough, however wide the slice is. */
const BACKWARDS = 1_000_000;
/** Whoever asks for more than a name finds less. */
const BY_CONTENT = 4;
const NARROWEST = 60n * BigInt(SECOND);

/** Where the density is not known: the last two hours of ten days, and at least ten minutes. */
const SHARE = 128n;
const NARROWEST_SHARE = 600n * BigInt(SECOND);

const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** How many spans of all services there are in what a search looks through first. */
function firstSpans(
  query: TraceQuery,
  to: bigint,
  layout: Pick<TableLayout, 'byTime' | 'backwards'>,
): number {
  const end = { from: to, to };
  if (newestFirst(query, end, layout)) {
    return BACKWARDS;
  }
  const { services, operation, attributes = [] } = query;
  const byName = isInCopyByTime(query, end, layout.byTime)
    ? NEIGHBOURS * (services ? BY_SERVICE : 1)
    : SPANS * (services && operation !== undefined ? BY_OPERATION : 1);
  const isByContent =
    query.errors ||
    query.minDurationNano !== undefined ||
    query.maxDurationNano !== undefined ||
    attributes.length > 0;
  return byName * (isByContent ? BY_CONTENT : 1);
}

/** How much of the window a search looks through first, so that this mostly is all of it. */
export function firstWidthOf(
  query: TraceQuery,
  { from, to }: TraceWindow,
  layout: Pick<TableLayout, 'density' | 'byTime' | 'backwards'>,
): bigint {
  if (!layout.density) {
    return larger(NARROWEST_SHARE, (to - from) / SHARE);
  }
  const seconds = firstSpans(query, to, layout) / layout.density;
  return larger(NARROWEST, BigInt(Math.ceil(seconds * SECOND)));
}
