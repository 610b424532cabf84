import { collect, Ranges } from './attributes';
import { WireReader } from './WireReader';

/*
 * Span: trace_id = 1, span_id = 2, trace_state = 3, parent_span_id = 4, name = 5,
 * kind = 6, start_time_unix_nano = 7, end_time_unix_nano = 8, attributes = 9,
 * events = 11, links = 13, status = 15; as tags.
 */
const TRACE_ID = 10;
const SPAN_ID = 18;
const TRACE_STATE = 26;
const PARENT_SPAN_ID = 34;
const NAME = 42;
const KIND = 48;
const START = 57;
const END = 65;
const ATTRIBUTE = 74;
const EVENT = 90;
const LINK = 106;
const STATUS = 122;
/** Status: message = 2, code = 3. */
const STATUS_MESSAGE = 18;
const STATUS_CODE = 24;

/**
 * Where the fields of one span lie. It is read before any of them is written,
 * because fields may come in any order and a span that is rejected must leave
 * nothing behind. One object serves all spans.
 */
export class SpanFields {
  traceId = 0;
  traceIdEnd = 0;
  spanId = 0;
  spanIdEnd = 0;
  traceState = 0;
  traceStateEnd = 0;
  parentId = 0;
  parentIdEnd = 0;
  name = 0;
  nameEnd = 0;
  kind = 0;
  startLow = 0;
  startHigh = 0;
  endLow = 0;
  endHigh = 0;
  statusMessage = 0;
  statusMessageEnd = 0;
  statusCode = 0;
  readonly attributes: Ranges = [];
  readonly events: Ranges = [];
  readonly links: Ranges = [];

  /** Reads the span that lies in a range. */
  read(wire: WireReader, start: number, end: number): void {
    this.#clear();
    wire.position = start;
    while (wire.position < end) {
      const tag = wire.tag();
      if (tag === ATTRIBUTE) {
        collect(wire, end, this.attributes);
      } else if (!this.#readScalar(wire, tag, end)) {
        this.#readNested(wire, tag, end);
      }
    }
    wire.leave(end);
  }

  /** Why its ids make it useless; undefined when they are right. */
  whyIdsAreWrong(wire: WireReader): string | undefined {
    const { bytes } = wire;
    if (this.traceIdEnd - this.traceId !== 16) {
      return 'its trace id does not have 16 bytes';
    }
    if (isZero(bytes, this.traceId, this.traceIdEnd)) {
      return 'its trace id is all zeroes';
    }
    if (this.spanIdEnd - this.spanId !== 8) {
      return 'its span id does not have 8 bytes';
    }
    if (isZero(bytes, this.spanId, this.spanIdEnd)) {
      return 'its span id is all zeroes';
    }
    if (isZero(bytes, this.parentId, this.parentIdEnd)) {
      // Some clients send zeroes for "no parent".
      this.parentIdEnd = this.parentId;
    } else if (this.parentIdEnd - this.parentId !== 8) {
      return 'its parent span id does not have 8 bytes';
    }
    return undefined;
  }

  #readScalar(wire: WireReader, tag: number, limit: number): boolean {
    switch (tag) {
      case KIND:
        this.kind = wire.uint32();
        return true;
      case START: {
        const at = wire.fixed64(limit);
        this.startLow = wire.view.getUint32(at, true);
        this.startHigh = wire.view.getUint32(at + 4, true);
        return true;
      }
      case END: {
        const at = wire.fixed64(limit);
        this.endLow = wire.view.getUint32(at, true);
        this.endHigh = wire.view.getUint32(at + 4, true);
        return true;
      }
      default:
        return false;
    }
  }

  #readNested(wire: WireReader, tag: number, limit: number): void {
    switch (tag) {
      case TRACE_ID:
        this.traceIdEnd = wire.enter(limit);
        this.traceId = wire.position;
        wire.position = this.traceIdEnd;
        break;
      case SPAN_ID:
        this.spanIdEnd = wire.enter(limit);
        this.spanId = wire.position;
        wire.position = this.spanIdEnd;
        break;
      case PARENT_SPAN_ID:
        this.parentIdEnd = wire.enter(limit);
        this.parentId = wire.position;
        wire.position = this.parentIdEnd;
        break;
      case NAME:
        this.nameEnd = wire.enter(limit);
        this.name = wire.position;
        wire.position = this.nameEnd;
        break;
      case TRACE_STATE:
        this.traceStateEnd = wire.enter(limit);
        this.traceState = wire.position;
        wire.position = this.traceStateEnd;
        break;
      case EVENT:
        collect(wire, limit, this.events);
        break;
      case LINK:
        collect(wire, limit, this.links);
        break;
      case STATUS:
        this.#readStatus(wire, wire.enter(limit));
        break;
      default:
        wire.skip(tag);
    }
  }

  #readStatus(wire: WireReader, end: number): void {
    while (wire.position < end) {
      const tag = wire.tag();
      if (tag === STATUS_CODE) {
        this.statusCode = wire.uint32();
      } else if (tag === STATUS_MESSAGE) {
        this.statusMessageEnd = wire.enter(end);
        this.statusMessage = wire.position;
        wire.position = this.statusMessageEnd;
      } else {
        wire.skip(tag);
      }
    }
    wire.leave(end);
  }

  #clear(): void {
    this.traceId = this.traceIdEnd = 0;
    this.spanId = this.spanIdEnd = 0;
    this.traceState = this.traceStateEnd = 0;
    this.parentId = this.parentIdEnd = 0;
    this.name = this.nameEnd = 0;
    this.kind = 0;
    this.startLow = this.startHigh = 0;
    this.endLow = this.endHigh = 0;
    this.statusMessage = this.statusMessageEnd = 0;
    this.statusCode = 0;
    this.attributes.length = 0;
    this.events.length = 0;
    this.links.length = 0;
  }
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== 0) {
      return false;
    }
  }
  return true;
}
