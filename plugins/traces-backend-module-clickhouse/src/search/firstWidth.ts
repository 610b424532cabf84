import {
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { type TableLayout } from '../layout/types';

const SECOND = 1_000_000_000;
/** So many spans of all services are looked through at once: fewer take as long. */
const SPANS = 100_000;
/** The table is in the order of service and operation, so both together leave little to read. */
const BY_OPERATION = 3;
/** Whoever asks for more than a name finds less. */
const BY_CONTENT = 4;
const NARROWEST = 60n * BigInt(SECOND);

/** Where the density is not known: the last two hours of ten days, and at least ten minutes. */
const SHARE = 128n;
const NARROWEST_SHARE = 600n * BigInt(SECOND);

const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** How much of the window a search looks through first, so that this mostly is all of it. */
export function firstWidthOf(
  query: TraceQuery,
  { from, to }: TraceWindow,
  { density }: Pick<TableLayout, 'density'>,
): bigint {
  if (!density) {
    return larger(NARROWEST_SHARE, (to - from) / SHARE);
  }
  const isByOperation = query.services && query.operation !== undefined;
  const isByContent =
    query.errors ||
    query.minDurationNano !== undefined ||
    query.maxDurationNano !== undefined ||
    (query.attributes ?? []).length > 0;
  const spans =
    SPANS * (isByOperation ? BY_OPERATION : 1) * (isByContent ? BY_CONTENT : 1);
  return larger(NARROWEST, BigInt(Math.ceil((spans / density) * SECOND)));
}
