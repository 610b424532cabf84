import { TracesTable } from '../tables/TracesTable';
import { collect, Ranges, writeAttributes } from './attributes';
import { WireReader } from './WireReader';

/** Event: time_unix_nano = 1, name = 2, attributes = 3. */
const EVENT_TIME = 9;
const EVENT_NAME = 18;
const EVENT_ATTRIBUTE = 26;
/** Link: trace_id = 1, span_id = 2, trace_state = 3, attributes = 4. */
const LINK_TRACE_ID = 10;
const LINK_SPAN_ID = 18;
const LINK_TRACE_STATE = 26;
const LINK_ATTRIBUTE = 34;

/** Writes the events and links of spans. */
export class SpanDetails {
  readonly #table: TracesTable;
  readonly #attributes: Ranges = [];

  constructor(table: TracesTable) {
    this.#table = table;
  }

  writeEvents(wire: WireReader, ranges: Ranges): void {
    const { eventTimes, eventNames, eventAttributes } = this.#table;
    for (let index = 0; index < ranges.length; index += 2) {
      this.#writeEvent(wire, ranges[index], ranges[index + 1]);
    }
    const count = ranges.length / 2;
    eventTimes.endRow(count);
    eventNames.endRow(count);
    eventAttributes.endRow(count);
  }

  writeLinks(wire: WireReader, ranges: Ranges): void {
    const { linkTraceIds, linkSpanIds, linkTraceStates, linkAttributes } =
      this.#table;
    for (let index = 0; index < ranges.length; index += 2) {
      this.#writeLink(wire, ranges[index], ranges[index + 1]);
    }
    const count = ranges.length / 2;
    linkTraceIds.endRow(count);
    linkSpanIds.endRow(count);
    linkTraceStates.endRow(count);
    linkAttributes.endRow(count);
  }

  #writeEvent(wire: WireReader, start: number, end: number): void {
    const { eventTimes, eventNames, eventAttributes } = this.#table;
    let low = 0;
    let high = 0;
    let name = 0;
    let nameEnd = 0;
    this.#attributes.length = 0;
    wire.position = start;
    while (wire.position < end) {
      const tag = wire.tag();
      if (tag === EVENT_TIME) {
        const at = wire.fixed64(end);
        low = wire.view.getUint32(at, true);
        high = wire.view.getUint32(at + 4, true);
      } else if (tag === EVENT_NAME) {
        nameEnd = wire.enter(end);
        name = wire.position;
        wire.position = nameEnd;
      } else if (tag === EVENT_ATTRIBUTE) {
        collect(wire, end, this.#attributes);
      } else {
        wire.skip(tag);
      }
    }
    wire.leave(end);
    eventTimes.items.values.writeUInt64(low, high);
    eventNames.items.writeRange(wire.bytes, name, nameEnd);
    writeAttributes(wire, this.#attributes, eventAttributes.items);
  }

  #writeLink(wire: WireReader, start: number, end: number): void {
    const { linkTraceIds, linkSpanIds, linkTraceStates, linkAttributes } =
      this.#table;
    const places = [0, 0, 0, 0, 0, 0];
    this.#attributes.length = 0;
    wire.position = start;
    while (wire.position < end) {
      const tag = wire.tag();
      if (
        tag === LINK_TRACE_ID ||
        tag === LINK_SPAN_ID ||
        tag === LINK_TRACE_STATE
      ) {
        const place = ((tag >>> 3) - 1) * 2;
        places[place + 1] = wire.enter(end);
        places[place] = wire.position;
        wire.position = places[place + 1];
      } else if (tag === LINK_ATTRIBUTE) {
        collect(wire, end, this.#attributes);
      } else {
        wire.skip(tag);
      }
    }
    wire.leave(end);
    linkTraceIds.items.writeHex(wire.bytes, places[0], places[1]);
    linkSpanIds.items.writeHex(wire.bytes, places[2], places[3]);
    linkTraceStates.items.writeRange(wire.bytes, places[4], places[5]);
    writeAttributes(wire, this.#attributes, linkAttributes.items);
  }
}
