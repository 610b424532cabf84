import { StringColumn } from '../columns/StringColumn';
import { WireReader } from './WireReader';

/** Values nested deeper are not followed. */
export const MAX_DEPTH = 64;
export const TOO_DEEP = `(nested deeper than ${MAX_DEPTH} levels)`;

/*
 * AnyValue: string_value = 1, bool_value = 2, int_value = 3, double_value = 4,
 * array_value = 5, kvlist_value = 6, bytes_value = 7. The constants are tags,
 * field number times eight plus wire type.
 */
const STRING = 10;
const BOOL = 16;
const INT = 24;
const DOUBLE = 33;
const ARRAY = 42;
const KVLIST = 50;
const BYTES = 58;
/** KeyValue: key = 1, value = 2; ArrayValue and KeyValueList: values = 1. */
const KEY = 10;
const VALUE = 18;
const ITEM = 10;

/** Writes an AnyValue as the text that the Collector makes of it. */
export function writeValue(
  wire: WireReader,
  start: number,
  end: number,
  column: StringColumn,
): void {
  if (start === end) {
    column.writeEmpty();
    return;
  }
  wire.position = start;
  if (wire.tag() === STRING) {
    const stop = wire.enter(end);
    if (stop === end) {
      column.writeRange(wire.bytes, wire.position, end);
      return;
    }
  }
  column.writeText(valueText(wire, start, end));
}

/** An AnyValue as text: a string itself, everything composed as JSON. */
export function valueText(
  wire: WireReader,
  start: number,
  end: number,
): string {
  const { kind, at, stop } = findValue(wire, start, end);
  if (kind === STRING) {
    return wire.text(at, stop);
  }
  if (kind === BYTES) {
    return wire.bytes.toString('base64', at, stop);
  }
  if (kind === DOUBLE) {
    return doubleText(wire.view.getFloat64(at, true));
  }
  return kind === 0 ? '' : jsonText(wire, start, end, 0);
}

/** Not finite numbers have no JSON form; they are named as OTLP's JSON and Go name them. */
function doubleText(value: number): string {
  if (value === Infinity) {
    return '+Inf';
  }
  return value === -Infinity ? '-Inf' : String(value);
}

/** The member of the value's `oneof` that counts: the last one. */
function findValue(
  wire: WireReader,
  start: number,
  end: number,
): { kind: number; at: number; stop: number } {
  let kind = 0;
  let at = start;
  let stop = start;
  wire.position = start;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === STRING || tag === ARRAY || tag === KVLIST || tag === BYTES) {
      stop = wire.enter(end);
      at = wire.position;
      wire.position = stop;
      kind = tag;
    } else {
      if (tag === BOOL || tag === INT || tag === DOUBLE) {
        at = wire.position;
        kind = tag;
      }
      wire.skip(tag);
    }
  }
  wire.leave(end);
  return { kind, at, stop };
}

function jsonText(
  wire: WireReader,
  start: number,
  end: number,
  depth: number,
): string {
  if (depth > MAX_DEPTH) {
    return JSON.stringify(TOO_DEEP);
  }
  const { kind, at, stop } = findValue(wire, start, end);
  wire.position = at;
  switch (kind) {
    case STRING:
      return JSON.stringify(wire.text(at, stop));
    case BOOL:
      return wire.uint32() === 0 ? 'false' : 'true';
    case INT:
      return wire.int64Text();
    case DOUBLE:
      return JSON.stringify(wire.view.getFloat64(at, true));
    case BYTES:
      return `"${wire.bytes.toString('base64', at, stop)}"`;
    case ARRAY:
      return jsonArray(wire, at, stop, depth);
    case KVLIST:
      return jsonObject(wire, at, stop, depth);
    default:
      return 'null';
  }
}

function jsonArray(
  wire: WireReader,
  start: number,
  end: number,
  depth: number,
): string {
  const items: string[] = [];
  wire.position = start;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === ITEM) {
      const stop = wire.enter(end);
      items.push(jsonText(wire, wire.position, stop, depth + 1));
      wire.position = stop;
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  return `[${items.join(',')}]`;
}

/** Keys in order and each once, so that equal values have equal texts. */
function jsonObject(
  wire: WireReader,
  start: number,
  end: number,
  depth: number,
): string {
  const members = new Map<string, string>();
  wire.position = start;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === ITEM) {
      const stop = wire.enter(end);
      const pair = findPair(wire, stop);
      const key = wire.text(pair.keyStart, pair.keyEnd);
      members.set(
        key,
        jsonText(wire, pair.valueStart, pair.valueEnd, depth + 1),
      );
      wire.position = stop;
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  const texts = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${value}`);
  return `{${texts.join(',')}}`;
}

type Pair = {
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
};

/** Where key and value of the KeyValue lie that begins here. */
export function findPair(wire: WireReader, end: number): Pair {
  let keyStart = 0;
  let keyEnd = 0;
  let valueStart = 0;
  let valueEnd = 0;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === KEY) {
      keyEnd = wire.enter(end);
      keyStart = wire.position;
      wire.position = keyEnd;
    } else if (tag === VALUE) {
      valueEnd = wire.enter(end);
      valueStart = wire.position;
      wire.position = valueEnd;
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  return { keyStart, keyEnd, valueStart, valueEnd };
}
