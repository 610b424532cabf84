import { Writer } from 'protobufjs/minimal';
import { MAX_DEPTH, TOO_DEEP } from '../decode/values';
import { MalformedRequestError } from '../decode/WireReader';
import { parseInteger, quoteLongIntegers } from './integers';
import { anyValue, Field, Message } from './messages';

/** Wire types of protobuf: a varint, eight bytes, a length and so many bytes. */
const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;

/**
 * Turns a request of OTLP's JSON form into its protobuf form. JSON is for curl
 * and browsers, so it may cost a second pass, and there is one way only from a
 * request to rows.
 */
export function transcodeJson(body: Buffer, message: Message): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(quoteLongIntegers(body.toString('utf8')));
  } catch {
    throw new MalformedRequestError('the body is not JSON');
  }
  return encodeMessage(value, message);
}

/** The protobuf form of a message that is given in OTLP's JSON form. */
export function encodeMessage(value: unknown, message: Message): Buffer {
  const writer = Writer.create();
  writeMessage(writer, value, message, 0);
  const bytes = writer.finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function writeMessage(
  writer: Writer,
  value: unknown,
  message: Message,
  depth: number,
): void {
  if (!isObject(value)) {
    throw new MalformedRequestError(`${message.name} is not an object`);
  }
  for (const [name, item] of Object.entries(value)) {
    const field = message.fields.get(name);
    if (field === undefined || item === null || item === undefined) {
      continue;
    }
    if (!field.repeated) {
      writeField(writer, item, { field, message, name, depth });
    } else if (Array.isArray(item)) {
      for (const each of item) {
        writeField(writer, each, { field, message, name, depth });
      }
    } else {
      throw new MalformedRequestError(`${message.name}.${name} is not a list`);
    }
  }
}

type Place = { field: Field; message: Message; name: string; depth: number };

function writeField(writer: Writer, value: unknown, place: Place): void {
  const { field } = place;
  if (field.type === 'message') {
    writeNested(writer, value, field.message(), place);
  } else if (field.type === 'enum') {
    writer
      .uint32(field.number * 8 + VARINT)
      .int32(parseEnum(value, field.names, place));
  } else if (field.type === 'double') {
    writer.uint32(field.number * 8 + FIXED64).double(parseDouble(value, place));
  } else if (
    field.type === 'string' ||
    field.type === 'id' ||
    field.type === 'bytes'
  ) {
    writeBytes(writer, field.type, value, place);
  } else if (field.type === 'bool') {
    if (typeof value !== 'boolean') {
      throw malformed(place, 'a boolean');
    }
    writer.uint32(field.number * 8 + VARINT).bool(value);
  } else {
    writeInteger(writer, field.type, value, place);
  }
}

function writeNested(
  writer: Writer,
  value: unknown,
  message: Message,
  place: Place,
): void {
  const depth = message === anyValue ? place.depth + 1 : place.depth;
  writer.uint32(place.field.number * 8 + LENGTH).fork();
  if (depth > MAX_DEPTH + 1) {
    writer.uint32(8 + LENGTH).string(TOO_DEEP);
  } else {
    writeMessage(writer, value, message, depth);
  }
  writer.ldelim();
}

function writeBytes(
  writer: Writer,
  type: 'string' | 'id' | 'bytes',
  value: unknown,
  place: Place,
): void {
  if (typeof value !== 'string') {
    throw malformed(place, 'a string');
  }
  writer.uint32(place.field.number * 8 + LENGTH);
  if (type === 'string') {
    writer.string(value);
  } else if (type === 'bytes') {
    writer.bytes(Buffer.from(value, 'base64'));
  } else if (/^(?:[\da-f]{2})*$/i.test(value)) {
    writer.bytes(Buffer.from(value, 'hex'));
  } else {
    throw malformed(place, 'hexadecimal');
  }
}

function writeInteger(
  writer: Writer,
  type: 'uint32' | 'sint32' | 'int64' | 'uint64' | 'fixed64' | 'sfixed64',
  value: unknown,
  place: Place,
): void {
  const { number } = place.field;
  const name = `${place.message.name}.${place.name}`;
  if (type === 'uint32' || type === 'sint32') {
    const small = typeof value === 'string' ? Number(value) : value;
    if (typeof small !== 'number' || !Number.isInteger(small)) {
      throw malformed(place, 'an integer');
    }
    writer.uint32(number * 8 + VARINT)[type](small);
    return;
  }
  const signed = type === 'int64' || type === 'sfixed64';
  const { low, high } = parseInteger(value, signed, name);
  if (type === 'fixed64' || type === 'sfixed64') {
    writer
      .uint32(number * 8 + FIXED64)
      .fixed32(low)
      .fixed32(high);
  } else {
    // Digits, because a number would not hold all 64 bits.
    writer.uint32(number * 8 + VARINT)[type](String(value));
  }
}

function parseEnum(
  value: unknown,
  names: Record<string, number>,
  place: Place,
): number {
  if (typeof value === 'number' && Number.isInteger(value)) {
    return value;
  }
  if (typeof value === 'string' && Object.hasOwn(names, value)) {
    return names[value];
  }
  throw malformed(place, 'a number or a name of its enumeration');
}

/** A double: a number, its text, or one of the three names that JSON has no number for. */
function parseDouble(value: unknown, place: Place): number {
  if (typeof value === 'number') {
    return value;
  }
  if (value === 'NaN') {
    return NaN;
  }
  if (typeof value === 'string' && value.trim() !== '') {
    const parsed = Number(value);
    if (!Number.isNaN(parsed)) {
      return parsed;
    }
  }
  throw malformed(place, 'a number');
}

function malformed(place: Place, wanted: string): MalformedRequestError {
  return new MalformedRequestError(
    `${place.message.name}.${place.name} is not ${wanted}`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
