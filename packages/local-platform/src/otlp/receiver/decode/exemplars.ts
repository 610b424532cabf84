import { ExemplarColumns } from '../tables/MetricTable';
import { collect, Ranges, writeAttributes } from './attributes';
import { fixed64 } from './MetricPoint';
import { WireReader } from './WireReader';

/** Exemplar: time_unix_nano = 2, as_double = 3, span_id = 4, trace_id = 5, as_int = 6, filtered_attributes = 7. */
const TIME = 17;
const DOUBLE = 25;
const SPAN_ID = 34;
const TRACE_ID = 42;
const INTEGER = 49;
const ATTRIBUTE = 58;

/** Writes the row of exemplars of one point. */
export function writeExemplars(
  wire: WireReader,
  ranges: Ranges,
  columns: ExemplarColumns,
): void {
  for (let index = 0; index < ranges.length; index += 2) {
    writeExemplar(wire, ranges[index], ranges[index + 1], columns);
  }
  columns.endRow(ranges.length / 2);
}

function writeExemplar(
  wire: WireReader,
  start: number,
  end: number,
  columns: ExemplarColumns,
): void {
  const attributes: Ranges = [];
  const spanId: Ranges = [0, 0];
  const traceId: Ranges = [0, 0];
  let time: [number, number] = [0, 0];
  let value = 0;
  wire.position = start;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === TIME) {
      time = fixed64(wire, end);
    } else if (tag === DOUBLE) {
      value = wire.double(end);
    } else if (tag === INTEGER) {
      value = wire.sfixed64(end);
    } else if (tag === SPAN_ID || tag === TRACE_ID) {
      const id = tag === SPAN_ID ? spanId : traceId;
      id.length = 0;
      collect(wire, end, id);
    } else if (tag === ATTRIBUTE) {
      collect(wire, end, attributes);
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  writeAttributes(wire, attributes, columns.attributes.items);
  columns.time.items.values.writeUInt64(time[0], time[1]);
  columns.value.items.values.writeFloat64(value);
  columns.spanId.items.writeHex(wire.bytes, spanId[0], spanId[1]);
  columns.traceId.items.writeHex(wire.bytes, traceId[0], traceId[1]);
}
