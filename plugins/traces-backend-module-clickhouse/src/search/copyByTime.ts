import {
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { type TableLayout } from '../layout/types';

/**
 * Whether the copy by time has what matches in this slice. It knows no
 * attributes; and where service and operation are given, the spans themselves
 * are in that order.
 */
export function isInCopyByTime(
  { services, operation, attributes = [] }: TraceQuery,
  slice: TraceWindow,
  byTime: TableLayout['byTime'],
): byTime is NonNullable<TableLayout['byTime']> {
  return (
    byTime !== undefined &&
    slice.from >= byTime.since &&
    attributes.length === 0 &&
    !(services && operation !== undefined)
  );
}
