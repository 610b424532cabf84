import { GrowingBuffer } from '../receiver/columns/GrowingBuffer';
import { Attribute, ResourceSpans, Span, TraceRequest } from './types';

/*
 * Writes protobuf straight into one buffer: a length takes five bytes whatever its
 * value, so that nothing has to be moved when it is known. The field numbers are
 * those of OTLP's trace.proto.
 */
const LENGTH_BYTES = 5;
const out = new GrowingBuffer(1024 * 1024);

/** A trace export request in OTLP's protobuf form, several times faster than by way of messages. */
export function encodeTraces(request: TraceRequest): Buffer {
  out.length = 0;
  for (const resourceSpans of request.resourceSpans) {
    nested(10, () => writeResourceSpans(resourceSpans));
  }
  return Buffer.from(out.written());
}

function writeResourceSpans({ resource, scopeSpans }: ResourceSpans): void {
  nested(10, () => writeAttributes(10, resource.attributes));
  for (const { scope, spans } of scopeSpans) {
    nested(18, () => {
      nested(10, () => {
        writeText(10, scope.name);
        writeText(18, scope.version);
      });
      for (const span of spans) {
        const start = begin(18);
        writeSpan(span);
        end(start);
      }
    });
  }
}

function writeSpan(span: Span): void {
  writeHex(10, span.traceId);
  writeHex(18, span.spanId);
  if (span.parentSpanId !== undefined) {
    writeHex(34, span.parentSpanId);
  }
  writeText(42, span.name);
  out.writeByte(48);
  out.writeVarint(span.kind);
  writeTime(57, span.startTimeUnixNano);
  writeTime(65, span.endTimeUnixNano);
  writeAttributes(74, span.attributes);
  for (const event of span.events ?? []) {
    nested(90, () => {
      writeTime(9, event.timeUnixNano);
      writeText(18, event.name);
      writeAttributes(26, event.attributes);
    });
  }
  for (const link of span.links ?? []) {
    nested(106, () => {
      writeHex(10, link.traceId);
      writeHex(18, link.spanId);
      writeAttributes(34, link.attributes ?? []);
    });
  }
  if (span.status) {
    const { code, message = '' } = span.status;
    nested(122, () => {
      writeText(18, message);
      out.writeByte(24);
      out.writeVarint(code);
    });
  }
}

function writeAttributes(tag: number, attributes: Attribute[]): void {
  for (const { key, value } of attributes) {
    const start = begin(tag);
    writeText(10, key);
    const valueStart = begin(18);
    if ('stringValue' in value) {
      writeText(10, value.stringValue);
    } else if ('intValue' in value) {
      out.writeByte(24);
      out.writeVarint(Number(value.intValue));
    } else if ('doubleValue' in value) {
      out.writeByte(33);
      out.writeFloat64(value.doubleValue);
    } else {
      out.writeByte(16);
      out.writeByte(value.boolValue ? 1 : 0);
    }
    end(valueStart);
    end(start);
  }
}

function nested(tag: number, write: () => void): void {
  const start = begin(tag);
  write();
  end(start);
}

function begin(tag: number): number {
  out.writeByte(tag);
  out.reserve(LENGTH_BYTES);
  out.length += LENGTH_BYTES;
  return out.length;
}

/** Fills in the length of what was written since. */
function end(start: number): void {
  let rest = out.length - start;
  for (let at = start - LENGTH_BYTES; at < start - 1; at += 1) {
    out.bytes[at] = (rest & 127) | 128;
    rest >>>= 7;
  }
  out.bytes[start - 1] = rest;
}

function writeText(tag: number, text: string): void {
  out.writeByte(tag);
  if (text.length < 64 && writeShortAscii(text)) {
    return;
  }
  const bytes = Buffer.from(text, 'utf8');
  out.writeVarint(bytes.length);
  out.append(bytes, 0, bytes.length);
}

function writeShortAscii(text: string): boolean {
  out.reserve(text.length + 1);
  const { bytes, length } = out;
  bytes[length] = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) {
      return false;
    }
    bytes[length + 1 + at] = code;
  }
  out.length = length + 1 + text.length;
  return true;
}

function writeHex(tag: number, hex: string): void {
  out.writeByte(tag);
  out.writeVarint(hex.length / 2);
  out.reserve(hex.length / 2);
  for (let at = 0; at < hex.length; at += 2) {
    out.bytes[out.length] =
      digit(hex.charCodeAt(at)) * 16 + digit(hex.charCodeAt(at + 1));
    out.length += 1;
  }
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/** Nanoseconds in digits, as eight bytes: the seconds and the rest are exact numbers, their sum is not. */
function writeTime(tag: number, digits: string): void {
  out.writeByte(tag);
  const value = BigInt(digits);
  out.reserve(8);
  out.view.setBigUint64(out.length, value, true);
  out.length += 8;
}
